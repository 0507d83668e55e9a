package io.minerstack.servicesupport.stacksecret;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the stack's secret.
 *
 * @param value the secret that the services of the stack share: random, 32 to 256 visible ASCII characters; two with a
 *     comma between them while it is changed, of which the first is sent. Empty: none, and the services behind the
 *     gateway listen on loopback only. {@code ./miner up}, {@code ./miner init} and the chart make one
 * @param required whether this service answers only requests that have the secret
 */
@ConfigurationProperties("service.stack-secret")
public record StackSecretProperties(
        @DefaultValue("") StackSecret value,
        @DefaultValue("false") boolean required) {}
