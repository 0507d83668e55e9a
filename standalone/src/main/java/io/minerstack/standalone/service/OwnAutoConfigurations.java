package io.minerstack.standalone.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps the auto-configurations of libraries that only other services use out of a service: all services share one
 * class path, and Spring Boot configures whatever it finds there.
 */
class OwnAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

    /** Name prefixes of the classes to leave out. */
    static final String PROPERTY = "standalone.foreign-auto-configurations";

    private List<String> foreign = List.of();

    @Override
    public void setEnvironment(Environment environment) {
        foreign = List.of(environment.getProperty(PROPERTY, String[].class, new String[0]));
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] own = new boolean[classes.length];
        for (int index = 0; index < classes.length; index++) {
            own[index] = isOwn(classes[index]);
        }
        return own;
    }

    boolean isOwn(@Nullable String className) {
        return className == null || foreign.stream().noneMatch(className::startsWith);
    }
}
