package io.minerstack.servicesupport.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Reads variables that have a new name under their former name, too, with one warning that names the new one. Where
 * both are set, the new name wins. {@code renamed-variables.yml} lists them.
 */
class RenamedVariables implements EnvironmentPostProcessor, Ordered {

    private static final String LIST = "renamed-variables.yml";

    private final Log log;

    RenamedVariables(DeferredLogFactory logs) {
        this.log = logs.getLog(RenamedVariables.class);
    }

    @Override
    public int getOrder() {
        // after all files of settings are loaded: they show which variables this service reads
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> values = new HashMap<>();
        formerNames().forEach((name, former) -> {
            String value = environment.getProperty(former, "");
            if (!value.isBlank() && isRead(environment, name)) {
                log.warn(former + ": has a new name, " + name);
                values.put(name, value);
            }
        });
        environment.getPropertySources().addLast(new MapPropertySource("renamed variables", values));
    }

    /** The former name of each variable by its new name. */
    private static Map<String, String> formerNames() {
        Map<String, String> names = new HashMap<>();
        try {
            List<PropertySource<?>> lists = new YamlPropertySourceLoader().load(LIST, new ClassPathResource(LIST));
            for (PropertySource<?> list : lists) {
                for (String name : ((EnumerablePropertySource<?>) list).getPropertyNames()) {
                    String placeholder = String.valueOf(list.getProperty(name));
                    names.put(name, placeholder.substring("${".length(), placeholder.length() - "}".length()));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(LIST + " can't be read", unreadable);
        }
        return names;
    }

    private static boolean isRead(ConfigurableEnvironment environment, String name) {
        return environment.getPropertySources().stream()
                .filter(MapPropertySource.class::isInstance)
                .flatMap(source -> ((MapPropertySource) source).getSource().values().stream())
                .map(String::valueOf)
                .anyMatch(value -> value.contains("${" + name + ":") || value.contains("${" + name + "}"));
    }
}
