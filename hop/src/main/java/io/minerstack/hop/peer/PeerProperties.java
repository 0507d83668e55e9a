package io.minerstack.hop.peer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a hop treats the services behind it.
 *
 * @param patience how long a peer that can't be reached is tried again; zero fails at once
 */
@ConfigurationProperties("hop.peer")
record PeerProperties(@DefaultValue("20s") Duration patience) {}
