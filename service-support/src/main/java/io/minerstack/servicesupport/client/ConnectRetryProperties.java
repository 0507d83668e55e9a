package io.minerstack.servicesupport.client;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a service tries to connect to the services behind it.
 *
 * @param limit time from the first attempt to the last one; zero fails at the first
 */
@ConfigurationProperties("service.connect-retry")
record ConnectRetryProperties(@DefaultValue("20s") Duration limit) {}
