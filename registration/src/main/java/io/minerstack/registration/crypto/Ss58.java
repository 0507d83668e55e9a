package io.minerstack.registration.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.jspecify.annotations.Nullable;

/** SS58 addresses of 32-byte public keys (docs.substrate.io, "SS58 address format"): prefix, key, 2-byte checksum. */
public final class Ss58 {

    /** The prefix of this network; its addresses start with 5. */
    private static final byte PREFIX = 42;

    private static final int KEY_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 2;

    private Ss58() {}

    public static String encode(byte[] publicKey) {
        byte[] body =
                ByteBuffer.allocate(1 + KEY_LENGTH).put(PREFIX).put(publicKey).array();
        byte[] checksum = checksum(body);
        return Base58.encode(ByteBuffer.allocate(body.length + CHECKSUM_LENGTH)
                .put(body)
                .put(checksum, 0, CHECKSUM_LENGTH)
                .array());
    }

    /** The public key of an address with the prefix of any network. Null if length, alphabet or checksum is wrong. */
    public static byte @Nullable [] decode(String address) {
        byte[] decoded = Base58.decode(address);
        if (decoded == null || decoded.length == 0) {
            return null;
        }
        // prefixes of 64 and more take two bytes; a first byte of 128 and more is reserved
        int first = decoded[0] & 0xff;
        int prefixLength = first < 64 ? 1 : 2;
        if (first >= 128 || decoded.length != prefixLength + KEY_LENGTH + CHECKSUM_LENGTH) {
            return null;
        }
        byte[] body = Arrays.copyOf(decoded, prefixLength + KEY_LENGTH);
        byte[] checksum = checksum(body);
        if (checksum[0] != decoded[body.length] || checksum[1] != decoded[body.length + 1]) {
            return null;
        }
        return Arrays.copyOfRange(body, prefixLength, body.length);
    }

    private static byte[] checksum(byte[] body) {
        Blake2bDigest digest = new Blake2bDigest(512);
        byte[] domain = "SS58PRE".getBytes(StandardCharsets.US_ASCII);
        digest.update(domain, 0, domain.length);
        digest.update(body, 0, body.length);
        byte[] hash = new byte[64];
        digest.doFinal(hash, 0);
        return hash;
    }
}
