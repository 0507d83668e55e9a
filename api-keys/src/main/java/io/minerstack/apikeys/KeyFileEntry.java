package io.minerstack.apikeys;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One key of the key file. Holds the digest of the key, never the key.
 *
 * @param id unique; {@code key_} and 12 hex digits
 * @param name who or what the key is for; after a rotation two keys have one name
 * @param digest SHA-256 of the key
 * @param tenant owner of the conversations that the key gives access to
 * @param created when the key was made
 * @param expires from when on the key is not accepted, or null if the key does not expire
 * @param graceEnds set by a rotation: from when on this key, which has a successor, is not accepted; null otherwise
 * @param revoked whether the key was revoked
 * @param limits rate limits that differ from everybody's, by endpoint, such as {@code complete} and {@code 40/m}
 */
public record KeyFileEntry(
        String id,
        String name,
        KeyDigest digest,
        String tenant,
        KeyPurpose purpose,
        Instant created,
        @Nullable Instant expires,
        @Nullable Instant graceEnds,
        boolean revoked,
        Map<String, String> limits,
        KeyBudget budget) {

    public KeyFileEntry {
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }

    /** Whether the key is accepted at this moment. */
    public KeyStatus statusAt(Instant now) {
        if (revoked) {
            return KeyStatus.REVOKED;
        }
        Instant end = validUntil();
        return end == null || now.isBefore(end) ? KeyStatus.VALID : KeyStatus.EXPIRED;
    }

    /** The earlier of {@link #expires} and {@link #graceEnds}; null if the key has neither. */
    public @Nullable Instant validUntil() {
        if (expires == null || graceEnds == null) {
            return expires == null ? graceEnds : expires;
        }
        return expires.isBefore(graceEnds) ? expires : graceEnds;
    }

    /** The same key, revoked. */
    public KeyFileEntry revoke() {
        return new KeyFileEntry(id, name, digest, tenant, purpose, created, expires, graceEnds, true, limits, budget);
    }

    /** What keys of one name have to share and these two do not: tenant, purpose or budget; null if they share all. */
    public @Nullable String differenceOf(KeyFileEntry other) {
        if (!tenant.equals(other.tenant)) {
            return "tenant";
        }
        if (purpose != other.purpose) {
            return "purpose";
        }
        return budget.isSameAs(other.budget) ? null : "budget";
    }

    /** The same key with another end, other rate limits and another budget. */
    public KeyFileEntry changed(@Nullable Instant end, Map<String, String> newLimits, KeyBudget newBudget) {
        return new KeyFileEntry(
                id, name, digest, tenant, purpose, created, end, graceEnds, revoked, newLimits, newBudget);
    }

    /** The same key, which a successor replaces at this time. */
    public KeyFileEntry replacedAt(Instant end) {
        return new KeyFileEntry(id, name, digest, tenant, purpose, created, expires, end, revoked, limits, budget);
    }
}
