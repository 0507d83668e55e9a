package io.minerstack.registration.keyfile;

import io.minerstack.registration.crypto.SeedPhrase;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The open text of a key file: JSON, or nothing but a phrase or a hexadecimal key. */
public final class KeyfileContent {

    private KeyfileContent() {}

    /**
     * Rebuilds the key inside and checks it against the address stored beside it.
     *
     * @param text wiped by the caller
     * @param publicKey what the key must belong to if the text itself does not say, or null
     */
    public static SigningKey signingKey(byte[] text, byte @Nullable [] publicKey) {
        try (KeyMaterial material = read(text)) {
            return SigningKeyRecovery.of(material, publicKey);
        }
    }

    /** Whether the text itself says which account its key is of. */
    public static boolean saysWhoseItIs(byte[] text) {
        try (KeyMaterial material = read(text)) {
            return material.publicKey() != null;
        }
    }

    /**
     * The public key that a plain text without secrets (coldkeypub.txt) names, or null when it names none. The oldest
     * wallets wrote nothing but its hexadecimal.
     */
    public static byte @Nullable [] publicKey(byte[] text) {
        String bare = new String(text, StandardCharsets.ISO_8859_1).strip();
        if (bare.startsWith("0x")) {
            byte[] publicKey = HexDecoder.bytes(bare.toCharArray(), 32);
            if (publicKey == null) {
                throw KeyfileErrors.keyfile("it is no public key");
            }
            return publicKey;
        }
        try (KeyMaterial material = KeyfileJsonReader.read(text)) {
            return material.publicKey();
        }
    }

    private static KeyMaterial read(byte[] text) {
        int start = 0;
        while (start < text.length && Character.isWhitespace(text[start])) {
            start++;
        }
        if (start == text.length) {
            throw KeyfileErrors.keyfile("it is empty");
        }
        return text[start] == '{' || text[start] == '[' ? KeyfileJsonReader.read(text) : bare(text);
    }

    private static KeyMaterial bare(byte[] text) {
        CharBuffer decoded = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(text));
        WipeableSecret whole = WipeableSecret.owning(Arrays.copyOf(decoded.array(), decoded.limit()));
        WipeableSecret.wipe(decoded.array());
        try (whole) {
            WipeableSecret trimmed = whole.trimmed();
            char[] chars = (trimmed == null ? whole : trimmed).copy();
            byte[] seed;
            byte[] privateKey;
            byte[] ofPhrase;
            try (trimmed) {
                seed = HexDecoder.bytes(chars, 32);
                privateKey = HexDecoder.bytes(chars, 64);
                ofPhrase = SeedPhrase.seed(chars);
            } finally {
                WipeableSecret.wipe(chars);
            }
            if (seed == null && privateKey == null && ofPhrase == null) {
                throw KeyfileErrors.keyfile("it is in no known format");
            }
            return new KeyMaterial(null, seed == null ? ofPhrase : seed, privateKey, false, null, null);
        }
    }
}
