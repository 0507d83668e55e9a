package io.minerstack.apikeys;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys that several tests use. */
final class TestKeys {

    static final String KEY = "5f0c1d2e3b4a59687766554433221100ffeeddccbbaa99887766554433221100";
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private TestKeys() {}

    static KeyFileEntry entry(int number, @Nullable Instant expires) {
        return new KeyFileEntry(
                "key_%012x".formatted(number),
                "portal",
                KeyDigest.of(KEY + number),
                "default",
                KeyPurpose.NORMAL,
                NOW,
                expires,
                null,
                false,
                Map.of(),
                KeyBudget.NONE);
    }
}
