package io.minerstack.gateway.ratelimit;

/**
 * Whose requests are counted together.
 *
 * @param kind keys and addresses never share a count
 * @param id tenant and name of the API key (never the key itself), or the address's network
 */
public record RateLimitKey(Kind kind, String id) {

    /** What the id names. */
    public enum Kind {
        API_KEY,
        ADDRESS
    }

    static RateLimitKey ofAccount(String account) {
        return new RateLimitKey(Kind.API_KEY, account);
    }

    static RateLimitKey ofAddress(String network) {
        return new RateLimitKey(Kind.ADDRESS, network);
    }
}
