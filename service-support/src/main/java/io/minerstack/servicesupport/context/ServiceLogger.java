package io.minerstack.servicesupport.context;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * The loggers of classes that all services share: {@code io.minerstack.gateway.RequestContextFilter}. Several
 * services can
 * run in one JVM, with one log; the logger's name tells which of them speaks.
 */
public final class ServiceLogger {

    private ServiceLogger() {}

    /** The logger of this class in the service of this environment, which {@code spring.application.name} names. */
    public static Logger of(Environment environment, Class<?> type) {
        String service = environment.getProperty("spring.application.name", "servicesupport");
        return LoggerFactory.getLogger("io.minerstack." + service + "." + type.getSimpleName());
    }
}
