package io.minerstack.gateway.ratelimit;

/**
 * Whose budget a request is taken from.
 *
 * @param kind keys and addresses never share a budget
 * @param id the key's id (never the key) or the address's network
 */
public record Taker(Kind kind, String id) {

    /** What is known of a caller. */
    public enum Kind {
        KEY,
        ADDRESS
    }

    public static Taker key(String id) {
        return new Taker(Kind.KEY, id);
    }

    public static Taker address(String network) {
        return new Taker(Kind.ADDRESS, network);
    }
}
