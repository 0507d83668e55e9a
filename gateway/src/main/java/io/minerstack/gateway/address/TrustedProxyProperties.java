package io.minerstack.gateway.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Proxies in front of the gateway.
 *
 * @param trustedProxies networks whose {@code X-Forwarded-For} is used; the header is ignored from all other addresses
 */
@ConfigurationProperties("gateway.address")
record TrustedProxyProperties(@DefaultValue List<CidrBlock> trustedProxies) {

    TrustedProxyProperties {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
