package io.minerstack.servicesupport.shutdown;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a service does when it is told to stop.
 *
 * @param delay time from SIGTERM to the end of the port, in which responses end their connections, so that callers with
 *     open ones go elsewhere; less than {@code SHUTDOWN_TIMEOUT}
 */
@ConfigurationProperties("service.shutdown")
record ShutdownProperties(@DefaultValue("0s") Duration delay) {}
