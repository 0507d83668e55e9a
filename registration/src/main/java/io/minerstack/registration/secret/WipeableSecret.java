package io.minerstack.registration.secret;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A password or an API key. {@link #close()} overwrites the characters, {@link #toString()} never shows them. The class
 * also holds the methods that overwrite arrays.
 */
public final class WipeableSecret implements AutoCloseable {

    private static final char REPLACEMENT_CHARACTER = '\uFFFD';

    private final char[] chars;

    private WipeableSecret(char[] chars) {
        this.chars = chars;
    }

    /** Takes over the array; the caller must not use the array any more. */
    public static WipeableSecret owning(char[] chars) {
        return new WipeableSecret(chars);
    }

    public static WipeableSecret of(String text) {
        return new WipeableSecret(text.toCharArray());
    }

    /** Decodes UTF-8 bytes and wipes them. Null if the bytes are not valid UTF-8. */
    public static @Nullable WipeableSecret ofUtf8(byte[] utf8) {
        try {
            CharBuffer decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8));
            char[] chars = Arrays.copyOf(decoded.array(), decoded.limit());
            wipe(decoded.array());
            return new WipeableSecret(chars);
        } catch (CharacterCodingException e) {
            return null;
        } finally {
            wipe(utf8);
        }
    }

    public boolean isEmpty() {
        return chars.length == 0;
    }

    /**
     * Whether the JVM replaced characters that the character set of the locale does not have, so that part of the
     * password is lost.
     */
    public boolean lostCharacters() {
        for (char c : chars) {
            if (c == REPLACEMENT_CHARACTER) {
                return true;
            }
        }
        return false;
    }

    /** The UTF-8 bytes; the caller wipes them. Fails on a lone surrogate instead of replacing it. */
    public byte[] utf8() {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(chars));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes).clear().put(new byte[encoded.capacity()]);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new RegistrationException(ExitCode.USAGE, "The password or token is not valid Unicode text.");
        }
    }

    /** A copy without white space at both ends, or null if there is none to remove. */
    public @Nullable WipeableSecret trimmed() {
        int from = 0;
        int to = chars.length;
        while (from < to && Character.isWhitespace(chars[from])) {
            from++;
        }
        while (to > from && Character.isWhitespace(chars[to - 1])) {
            to--;
        }
        return to - from == chars.length ? null : new WipeableSecret(Arrays.copyOfRange(chars, from, to));
    }

    /** A copy of the characters; the caller wipes it. */
    public char[] copy() {
        return chars.clone();
    }

    /** The text as a string, which can't be wiped: only for the first line of the file and for a request header. */
    public String reveal() {
        return new String(chars);
    }

    @Override
    public void close() {
        wipe(chars);
    }

    @Override
    public String toString() {
        return "***";
    }

    public static void wipe(byte @Nullable [] array) {
        if (array != null) {
            Arrays.fill(array, (byte) 0);
        }
    }

    public static void wipe(byte[] first, byte[]... more) {
        wipe(first);
        for (byte[] array : more) {
            wipe(array);
        }
    }

    public static void wipe(char @Nullable [] array) {
        if (array != null) {
            Arrays.fill(array, '\0');
        }
    }
}
