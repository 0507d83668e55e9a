package io.minerstack.servicesupport.context;

import io.minerstack.servicesupport.text.Sha256;
import java.util.regex.Pattern;

/**
 * The owner of data. API keys of one tenant share conversations; no tenant sees the conversations of another.
 *
 * @param name 1–64 of {@code A-Za-z0-9._-}; only its {@link #hash()} is printed
 */
public record Tenant(String name) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final int HASH_BYTES = 6;

    public Tenant {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("tenant: expected 1-64 of A-Za-z0-9._-");
        }
    }

    /** First 12 hex digits of the name's SHA-256: enough to tell tenants apart in logs. */
    public String hash() {
        return Sha256.hex(name, HASH_BYTES);
    }

    @Override
    public String toString() {
        return hash();
    }
}
