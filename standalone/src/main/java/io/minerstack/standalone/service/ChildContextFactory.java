package io.minerstack.standalone.service;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * Gives the context of a management port an environment of its own that is empty, so that it has nothing but what its
 * service sees. By default Spring Boot gives it the environment of the process, which hides the service's variables:
 * sources of one name are not merged.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ChildContextFactory implements ApplicationContextFactory {

    /** Null: the context itself is the usual one. */
    @Override
    @SuppressWarnings("NullAway") // Spring Boot asks the next factory then, and does not declare it
    public ConfigurableApplicationContext create(@Nullable WebApplicationType type) {
        return null;
    }

    @Override
    public ConfigurableEnvironment createEnvironment(@Nullable WebApplicationType type) {
        return new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                // those of the parent are merged into it
            }
        };
    }
}
