package io.minerstack.registration.keyfile;

import io.minerstack.registration.keyderivation.KeyDerivation;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A Fernet token (github.com/fernet/spec): version 0x80, time (8 bytes), IV (16), AES-128-CBC ciphertext and an
 * HMAC-SHA256 over everything before the tag, in URL-safe Base64.
 */
final class FernetToken extends EncryptedKeyfile {

    private static final int IV_START = 9;
    private static final int TEXT_START = IV_START + 16;
    private static final int TAG_LENGTH = 32;
    private static final int HALF_KEY = 16;

    private final byte[] token;

    private FernetToken(byte[] token, KeyDerivation derivation) {
        super(derivation);
        this.token = token;
    }

    static FernetToken parse(byte[] file, KeyDerivation derivation) {
        byte[] token = decode(file);
        int textLength = token.length - TEXT_START - TAG_LENGTH;
        if (token[0] != (byte) 0x80 || textLength < 16 || textLength % 16 != 0) {
            throw KeyfileErrors.damaged("the Fernet token is cut off or has another version");
        }
        return new FernetToken(token, derivation);
    }

    private static byte[] decode(byte[] file) {
        try {
            return Base64.getUrlDecoder().decode(new String(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IllegalArgumentException e) {
            throw KeyfileErrors.damaged("the Fernet token is not Base64");
        }
    }

    @Override
    byte[] decrypt(byte[] key) {
        byte[] tagKey = Arrays.copyOf(key, HALF_KEY);
        byte[] cipherKey = Arrays.copyOfRange(key, HALF_KEY, key.length);
        int tagStart = token.length - TAG_LENGTH;
        try {
            byte[] tag = Arrays.copyOfRange(token, tagStart, token.length);
            if (!AesDecryption.isTag(tag, tagKey, Arrays.copyOf(token, tagStart))) {
                throw KeyfileErrors.wrongPassword();
            }
            return AesDecryption.decrypt(
                    "AES/CBC/PKCS5Padding",
                    cipherKey,
                    Arrays.copyOfRange(token, IV_START, TEXT_START),
                    Arrays.copyOfRange(token, TEXT_START, tagStart));
        } finally {
            WipeableSecret.wipe(tagKey, cipherKey);
        }
    }
}
