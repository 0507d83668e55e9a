package io.minerstack.registration.keyfile;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.paddings.PKCS7Padding;

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
     * Decrypts data whose tag was verified before.
     *
     * @param mode such as {@code AES/CTR/NoPadding}
     */
    static byte[] decrypt(String mode, byte[] key, byte[] iv, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance(mode);
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw KeyfileErrors.damaged("the encrypted text has a wrong length or padding");
        }
    }

    /** Removes PKCS#7 padding; the JDK's CTR mode allows no padding. */
    static byte[] withoutPadding(byte[] padded) {
        try {
            int count = padded.length == 0 ? 0 : new PKCS7Padding().padCount(padded);
            return Arrays.copyOf(padded, padded.length - count);
        } catch (InvalidCipherTextException e) {
            throw KeyfileErrors.damaged("the encrypted text has a wrong padding");
        }
    }
}
