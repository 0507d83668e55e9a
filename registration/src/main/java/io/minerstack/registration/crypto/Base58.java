package io.minerstack.registration.crypto;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Base58 with Bitcoin's alphabet. Not constant-time: for public data only. */
final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);
    /** No address is longer. The limit keeps the time of a decode small, which grows with the square of the length. */
    private static final int MAX_LENGTH = 100;

    private Base58() {}

    static String encode(byte[] data) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = new BigInteger(1, data);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        for (int i = 0; i < data.length && data[i] == 0; i++) {
            text.append('1');
        }
        return text.reverse().toString();
    }

    /** Null if the text is not Base58. */
    static byte @Nullable [] decode(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        BigInteger value = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            if (digit == 0 && zeros == i) {
                zeros++;
            }
            value = value.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] signed = value.signum() == 0 ? new byte[0] : value.toByteArray();
        int skip = signed.length > 0 && signed[0] == 0 ? 1 : 0;
        byte[] decoded = new byte[zeros + signed.length - skip];
        System.arraycopy(signed, skip, decoded, zeros, signed.length - skip);
        return decoded;
    }
}
