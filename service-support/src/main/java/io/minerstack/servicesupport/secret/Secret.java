package io.minerstack.servicesupport.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A key or password from the environment. Prints as {@code ***}; only {@link #reveal()} returns the value. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Without the white space around the value. Configuration binding calls this method, too. */
    public static Secret of(String value) {
        return new Secret(value.strip());
    }

    /** The value itself, for the code that sends it or hashes it. */
    public String reveal() {
        return value;
    }

    public boolean isBlank() {
        return value.isBlank();
    }

    public int length() {
        return value.length();
    }

    /** Takes a time that depends on the lengths alone, so that a caller can't find a secret out digit by digit. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
