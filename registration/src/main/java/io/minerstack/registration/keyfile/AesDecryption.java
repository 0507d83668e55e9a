package io.minerstack.registration.keyfile;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES decryption and HMAC-SHA256 of the two older formats. */
final class AesDecryption {

    private AesDecryption() {}

    /** Whether the tag is the HMAC-SHA256 of the data. */
    static boolean isTag(byte[] tag, byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return MessageDigest.isEqual(mac.doFinal(data), tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }

    /**
     * Decrypts what a tag has proved to be whole.
     *
     * @param mode such as {@code AES/CTR/NoPadding}
     */
    static byte[] decrypt(String mode, byte[] key, byte[] iv, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance(mode);
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw KeyfileErrors.keyfile("its encrypted text has a wrong length or padding");
        }
    }

    /** Takes off PKCS#7 padding to 16 bytes, by hand where the cipher mode knows of none. */
    static byte[] withoutPadding(byte[] padded) {
        int count = padded.length == 0 ? 0 : padded[padded.length - 1];
        if (count < 1 || count > 16 || count > padded.length) {
            throw KeyfileErrors.keyfile("its encrypted text has a wrong padding");
        }
        return Arrays.copyOf(padded, padded.length - count);
    }
}
