package io.minerstack.registration.keyfile;

import io.minerstack.registration.secret.WipeableSecret;
import org.jspecify.annotations.Nullable;

/** Hexadecimal with or without {@code 0x}, read from characters that can be wiped. */
final class HexDecoder {

    private HexDecoder() {}

    /** Null when the text is not hexadecimal of the given number of bytes. */
    static byte @Nullable [] bytes(char[] text, int length) {
        int from = text.length >= 2 && text[0] == '0' && text[1] == 'x' ? 2 : 0;
        if (text.length - from != 2 * length) {
            return null;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int high = Character.digit(text[from + 2 * i], 16);
            int low = Character.digit(text[from + 2 * i + 1], 16);
            if (high < 0 || low < 0) {
                WipeableSecret.wipe(bytes);
                return null;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }
}
