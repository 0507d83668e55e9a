package io.minerstack.agent.junk;

import io.minerstack.servicesupport.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The turns that were found to be no junk, so that a stored turn is not checked again with each request. Holds the
 * SHA-256 of the last {@value #MAX_TURNS} that were read, and no text.
 */
final class GoodTurns {

    static final int MAX_TURNS = 4_096;

    private final Map<String, Boolean> digests = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_TURNS;
        }
    });

    boolean contains(String digest) {
        // containsKey would not count as a use
        return digests.get(digest) != null;
    }

    void add(String digest) {
        digests.put(digest, true);
    }

    /** The digest of a turn. */
    static String digest(String question, String answer) {
        MessageDigest sha256 = Sha256.start();
        byte[] bytes = question.getBytes(StandardCharsets.UTF_8);
        // the length separates the two texts
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha256.update(bytes);
        return HexFormat.of().formatHex(sha256.digest(answer.getBytes(StandardCharsets.UTF_8)));
    }
}
