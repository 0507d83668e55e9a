package io.minerstack.registration.keyfile;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Decodes hexadecimal, with or without {@code 0x}, from characters that can be wiped. */
final class HexDecoder {

    private HexDecoder() {}

    /** Null if the text is not the hexadecimal of exactly {@code length} bytes. */
    static byte @Nullable [] decode(char[] text, int length) {
        int from = text.length >= 2 && text[0] == '0' && text[1] == 'x' ? 2 : 0;
        if (text.length - from != 2 * length) {
            return null;
        }
        try {
            return HexFormat.of().parseHex(text, from, text.length);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
