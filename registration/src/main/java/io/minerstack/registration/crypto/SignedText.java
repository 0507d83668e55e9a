package io.minerstack.registration.crypto;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How a text becomes the bytes that are signed, and the two forms in which wallets sign it. */
public final class SignedText {

    private SignedText() {}

    /**
     * The UTF-8 bytes, neither hashed nor wrapped. A text that starts with {@code 0x} is refused: wallets take it for
     * hexadecimal and would sign something else.
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

    /** Verifies as the wallets do: the message as it is, then between {@code <Bytes>} tags, as browsers sign it. */
    public static boolean verify(CryptoType type, byte[] publicKey, byte[] message, byte[] signature) {
        return type.verify(publicKey, message, signature) || type.verify(publicKey, wrapped(message), signature);
    }

    private static byte[] wrapped(byte[] message) {
        byte[] open = Bytes.ascii("<Bytes>");
        byte[] close = Bytes.ascii("</Bytes>");
        return ByteBuffer.allocate(open.length + message.length + close.length)
                .put(open)
                .put(message)
                .put(close)
                .array();
    }
}
