package io.minerstack.agent.turn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a turn by its request id and its text. A repeated request is stored once; two different ones stay two even if a
 * client sends the same {@code X-Request-Id} with every call.
 */
public final class TurnId {

    private static final int MOST_OF_REQUEST_ID = 95;

    private TurnId() {}

    /**
     * At most 128 characters of {@code A-Za-z0-9._-}.
     *
     * @param requestId 1–128 characters
     */
    public static String of(String requestId, String text) {
        String kept = requestId.substring(0, Math.min(MOST_OF_REQUEST_ID, requestId.length()));
        return kept + "." + hash(requestId + "\n" + text);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
