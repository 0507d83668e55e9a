package io.minerstack.servicesupport.context;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Who owns the data of a request. Keys of one tenant share conversations; tenants never see each other's.
 *
 * @param name 1–64 of {@code A-Za-z0-9._-}; printed as {@link #hash()} only
 */
public record Tenant(String name) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public Tenant {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("tenant: expected 1-64 of A-Za-z0-9._-");
        }
    }

    /** First 12 hex digits of the name's SHA-256: enough to tell tenants apart in logs without naming them. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return hash();
    }
}
