package io.minerstack.registration.keyfile;

import io.minerstack.registration.crypto.SeedPhrase;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The decrypted text of a key file: JSON, or only a seed phrase, or only a hexadecimal key. */
public final class KeyfileContent {

    private KeyfileContent() {}

    /**
     * Recovers the signing key and checks that it belongs to the address in the text.
     *
     * @param text wiped by the caller
     * @param publicKey the expected public key if the text names none, or null
     */
    public static SigningKey signingKey(byte[] text, byte @Nullable [] publicKey) {
        try (KeyMaterial material = read(text)) {
            return SigningKeyRecovery.recover(material, publicKey);
        }
    }

    /** Whether the text itself names the address of its key. */
    public static boolean hasAddress(byte[] text) {
        try (KeyMaterial material = read(text)) {
            return material.publicKey() != null;
        }
    }

    /**
     * The public key in a coldkeypub.txt, or null if there is none. The oldest wallets wrote only the key, in
     * hexadecimal.
     */
    public static byte @Nullable [] publicKey(byte[] text) {
        String bare = new String(text, StandardCharsets.ISO_8859_1).strip();
        if (bare.startsWith("0x")) {
            byte[] publicKey = HexDecoder.decode(bare.toCharArray(), 32);
            if (publicKey == null) {
                throw KeyfileErrors.damaged("the text is not a public key");
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
            throw KeyfileErrors.damaged("the file is empty");
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
            byte[] seedOfPhrase;
            try (trimmed) {
                seed = HexDecoder.decode(chars, 32);
                privateKey = HexDecoder.decode(chars, 64);
                seedOfPhrase = SeedPhrase.seed(chars);
            } finally {
                WipeableSecret.wipe(chars);
            }
            if (seed == null && privateKey == null && seedOfPhrase == null) {
                throw KeyfileErrors.damaged("the format is not known");
            }
            return new KeyMaterial(null, seed == null ? seedOfPhrase : seed, privateKey, false, null, null);
        }
    }
}
