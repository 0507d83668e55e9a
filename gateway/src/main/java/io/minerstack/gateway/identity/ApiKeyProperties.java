package io.minerstack.gateway.identity;

import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key of the public API, and what needs none.
 *
 * @param apiKey required: random, 32 or more visible ASCII characters
 * @param keysFile more keys: a JSON file with their digests, which {@code ./miner key} writes and which is read again
 *     within 5 s of a change; {@code ./miner up} and compose take keys/keys.json of the data folder. Empty: only
 *     {@code API_KEY} is accepted
 * @param publicCapabilities whether {@code GET /capabilities} answers without a key: {@code on} or {@code off}
 */
@ConfigurationProperties("gateway.identity")
record ApiKeyProperties(
        Secret apiKey,
        @DefaultValue("") String keysFile,
        @DefaultValue("false") boolean publicCapabilities) {

    private static final int MIN_LENGTH = 32;
    private static final int MIN_DISTINCT_CHARACTERS = 8;
    private static final List<String> SAMPLES = List.of(
            "your_", "your-", "yourapikey", "changeme", "change_me", "change-me", "placeholder", "example", "key_here");

    ApiKeyProperties {
        String flaw = flaw(apiKey);
        if (flaw != null) {
            throw new InvalidConfigurationException(
                    "API_KEY: " + flaw + ". Make a good one with: openssl rand -hex 32");
        }
    }

    /** Null without {@code KEYS_FILE}. */
    @Nullable
    Path keysFilePath() {
        return keysFile.isBlank() ? null : Path.of(keysFile.strip());
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
        if (value.length() < MIN_LENGTH) {
            return "has " + value.length() + " characters (expected: " + MIN_LENGTH + " or more)";
        }
        if (value.chars().anyMatch(character -> character <= ' ' || character > '~')) {
            return "has characters that a header can't carry (expected: visible ASCII)";
        }
        if (value.chars().distinct().count() < MIN_DISTINCT_CHARACTERS) {
            return "is too easy to guess";
        }
        return null;
    }
}
