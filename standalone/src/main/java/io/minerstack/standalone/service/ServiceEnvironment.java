package io.minerstack.standalone.service;

import java.util.Map;
import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What one service sees instead of the process's environment: its own variables, and the properties that the stack sets
 * for it. There is no system environment and there are no system properties behind them.
 */
class ServiceEnvironment extends StandardReactiveWebEnvironment {

    private final Map<String, Object> variables;

    private ServiceEnvironment(
            MutablePropertySources sources, Map<String, Object> variables, Map<String, Object> properties) {
        super(sources);
        this.variables = variables;
        sources.addLast(new MapPropertySource("standalone", properties));
        sources.addLast(new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    }

    static ServiceEnvironment of(Map<String, String> variables, Map<String, Object> properties) {
        return new ServiceEnvironment(new MutablePropertySources(), Map.copyOf(variables), Map.copyOf(properties));
    }

    @Override
    protected void customizePropertySources(MutablePropertySources propertySources) {
        // the constructor adds the only two sources
    }

    @Override
    public Map<String, Object> getSystemEnvironment() {
        return variables;
    }

    @Override
    public Map<String, Object> getSystemProperties() {
        return Map.of();
    }
}
