package io.minerstack.registration.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.jspecify.annotations.Nullable;

/** SS58 addresses of 32-byte public keys (docs.substrate.io, "SS58 address format"): prefix, key, two check bytes. */
public final class Ss58 {

    /** The prefix of this network's addresses; they all begin with a 5. */
    private static final byte PREFIX = 42;

    private static final int KEY_LENGTH = 32;
    private static final int CHECK_LENGTH = 2;

    private Ss58() {}

    public static String encode(byte[] publicKey) {
        byte[] body =
                ByteBuffer.allocate(1 + KEY_LENGTH).put(PREFIX).put(publicKey).array();
        byte[] check = check(body);
        return Base58.encode(ByteBuffer.allocate(body.length + CHECK_LENGTH)
                .put(body)
                .put(check, 0, CHECK_LENGTH)
                .array());
    }

    /** The public key of an address with any network's prefix; null when length, alphabet or check bytes are wrong. */
    public static byte @Nullable [] decode(String address) {
        byte[] decoded = Base58.decode(address);
        if (decoded == null || decoded.length == 0) {
            return null;
        }
        // prefixes from 64 on take two bytes; 128 and up in the first byte are reserved
        int first = decoded[0] & 0xff;
        int prefixLength = first < 64 ? 1 : 2;
        if (first >= 128 || decoded.length != prefixLength + KEY_LENGTH + CHECK_LENGTH) {
            return null;
        }
        byte[] body = Arrays.copyOf(decoded, prefixLength + KEY_LENGTH);
        byte[] check = check(body);
        if (check[0] != decoded[body.length] || check[1] != decoded[body.length + 1]) {
            return null;
        }
        return Arrays.copyOfRange(body, prefixLength, body.length);
    }

    private static byte[] check(byte[] body) {
        Blake2bDigest digest = new Blake2bDigest(512);
        byte[] domain = Bytes.ascii("SS58PRE");
        digest.update(domain, 0, domain.length);
        digest.update(body, 0, body.length);
        byte[] hash = new byte[64];
        digest.doFinal(hash, 0);
        return hash;
    }
}
