package io.minerstack.servicesupport.context;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The key of a request, as far as the services behind the gateway need it: whose usage it is, and what may be spent.
 *
 * @param id of the key, for the usage ledger; null for a probe, whose requests the ledger leaves out
 * @param name of the key, which it keeps when it is rotated: its budget is counted under this name
 * @param limits null for a key without a budget
 */
public record CallerKey(
        @Nullable String id, String name, @Nullable SpendingLimits limits) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public CallerKey {
        if (!ALLOWED.matcher(name).matches()
                || (id != null && !ALLOWED.matcher(id).matches())) {
            throw new IllegalArgumentException("key: expected an id and a name of 1-64 of A-Za-z0-9._-");
        }
    }

    /**
     * Reads the headers of a request of another service; null where the request has no key.
     *
     * @throws InvalidKeyHeadersException if the headers can't be read: a budget must not be lost on the way
     */
    static @Nullable CallerKey read(HttpHeaders headers) {
        String id = headers.getFirst(ContextHeaders.KEY_ID);
        String name = headers.getFirst(ContextHeaders.KEY_NAME);
        String budget = headers.getFirst(ContextHeaders.KEY_BUDGET);
        if (id == null && name == null && budget == null) {
            return null;
        }
        if (name == null) {
            throw new InvalidKeyHeadersException();
        }
        try {
            return new CallerKey(id, name, budget == null ? null : SpendingLimits.parse(budget));
        } catch (IllegalArgumentException invalid) {
            throw new InvalidKeyHeadersException();
        }
    }

    /** Sets the headers of a request to another service, and removes those that this key does not have. */
    static void write(@Nullable CallerKey key, HttpHeaders headers) {
        set(headers, ContextHeaders.KEY_ID, key == null ? null : key.id);
        set(headers, ContextHeaders.KEY_NAME, key == null ? null : key.name);
        set(headers, ContextHeaders.KEY_BUDGET, key == null || key.limits == null ? null : key.limits.toHeader());
    }

    private static void set(HttpHeaders headers, String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.set(name, value);
        }
    }
}
