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

/** A password or an API key. {@link #close()} overwrites it; {@link #toString()} never shows it. */
public final class WipeableSecret implements AutoCloseable {

    private final char[] chars;

    private WipeableSecret(char[] chars) {
        this.chars = chars;
    }

    /** Takes over the array: the caller must not keep it. */
    public static WipeableSecret owning(char[] chars) {
        return new WipeableSecret(chars);
    }

    public static WipeableSecret of(String text) {
        return new WipeableSecret(text.toCharArray());
    }

    /** Takes over UTF-8 bytes and wipes them. Null when they are not UTF-8. */
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

    /** True when the locale's character set could not express what was typed, so that part of it is lost. */
    public boolean lostCharacters() {
        for (char c : chars) {
            if (c == '\uFFFD') {
                return true;
            }
        }
        return false;
    }

    /** The UTF-8 bytes; the caller wipes them. Lone surrogates are refused, never replaced. */
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

    /** Without white space at both ends, or null when there is none to take off. */
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

    /** The characters; the caller wipes them. */
    public char[] copy() {
        return chars.clone();
    }

    /** The text itself, for the places that take nothing else: a file's first line, a request header. */
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
