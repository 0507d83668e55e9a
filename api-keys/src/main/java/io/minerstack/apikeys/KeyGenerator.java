package io.minerstack.apikeys;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes random keys and ids. */
public final class KeyGenerator {

    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 6;

    private final SecureRandom random = new SecureRandom();

    /** A new key: 256 random bits as 64 hex digits. */
    public String key() {
        return hex(KEY_BYTES);
    }

    /** A new id, which has nothing to do with the key. */
    public String id() {
        return "key_" + hex(ID_BYTES);
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
