package io.minerstack.servicesupport.client;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a hop treats the services behind it.
 *
 * @param limit how long a peer that can't be reached is tried again; zero fails at once
 */
@ConfigurationProperties("service.connect-retry")
record ConnectRetryProperties(@DefaultValue("20s") Duration limit) {}
