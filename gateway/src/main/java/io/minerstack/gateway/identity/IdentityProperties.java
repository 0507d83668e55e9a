package io.minerstack.gateway.identity;

import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The key to the public API.
 *
 * @param apiKey required; 32 or more visible ASCII characters, random
 */
@ConfigurationProperties("gateway.identity")
record IdentityProperties(Secret apiKey) {

    private static final int SHORTEST = 32;
    private static final int FEWEST_DISTINCT = 8;
    private static final List<String> SAMPLES = List.of(
            "your_", "your-", "yourapikey", "changeme", "change_me", "change-me", "placeholder", "example", "key_here");

    IdentityProperties {
        String flaw = flaw(apiKey);
        if (flaw != null) {
            throw new InvalidConfigurationException(
                    "API_KEY: " + flaw + ". Make a good one with: openssl rand -hex 32");
        }
    }

    private static @Nullable String flaw(Secret key) {
        String value = key.reveal();
        if (value.isBlank()) {
            return "is not set";
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (SAMPLES.stream().anyMatch(lower::contains)) {
            return "is still a sample value";
        }
        if (value.length() < SHORTEST) {
            return "has " + value.length() + " characters (expected: " + SHORTEST + " or more)";
        }
        if (value.chars().anyMatch(character -> character <= ' ' || character > '~')) {
            return "has characters that a header can't carry (expected: visible ASCII)";
        }
        if (value.chars().distinct().count() < FEWEST_DISTINCT) {
            return "is too easy to guess";
        }
        return null;
    }
}
