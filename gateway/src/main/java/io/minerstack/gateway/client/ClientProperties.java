package io.minerstack.gateway.client;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands in front of the gateway.
 *
 * @param trustedProxies networks whose {@code X-Forwarded-For} is believed; from anybody else it is ignored
 */
@ConfigurationProperties("gateway.client")
record ClientProperties(@DefaultValue List<Network> trustedProxies) {

    ClientProperties {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
