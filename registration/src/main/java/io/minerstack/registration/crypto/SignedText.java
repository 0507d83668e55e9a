package io.minerstack.registration.crypto;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Converts a text to the bytes that a wallet signs, and verifies both forms in which wallets sign them. */
public final class SignedText {

    private SignedText() {}

    /**
     * The UTF-8 bytes, neither hashed nor wrapped. Refuses a text that starts with {@code 0x}: wallets would decode the
     * text as hexadecimal and sign other bytes.
     */
    public static byte[] bytes(String text) {
        if (text.startsWith("0x")) {
            throw new RegistrationException(
                    ExitCode.USAGE, "Invalid hex string: a message that starts with 0x can't be signed as text.");
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes).clear().put(new byte[encoded.capacity()]);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new RegistrationException(ExitCode.USAGE, "The text to sign is not valid Unicode.");
        }
    }

    /**
     * Verifies as the wallets do: first the message itself, then the message between {@code <Bytes>} tags, as browser
     * extensions sign it.
     */
    public static boolean verify(CryptoType type, byte[] publicKey, byte[] message, byte[] signature) {
        return type.verify(publicKey, message, signature) || type.verify(publicKey, wrapped(message), signature);
    }

    private static byte[] wrapped(byte[] message) {
        byte[] open = "<Bytes>".getBytes(StandardCharsets.US_ASCII);
        byte[] close = "</Bytes>".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(open.length + message.length + close.length)
                .put(open)
                .put(message)
                .put(close)
                .array();
    }
}
