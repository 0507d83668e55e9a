package io.minerstack.registration.keyderivation;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * PBKDF2 (RFC 8018, 5.2) by Bouncy Castle. The JDK's implementation takes only characters, and a seed phrase needs raw
 * bytes.
 */
public final class Pbkdf2 {

    private Pbkdf2() {}

    /**
     * PBKDF2 with HMAC-SHA256.
     *
     * @param length of the key, in bytes
     */
    public static byte[] hmacSha256(byte[] password, byte[] salt, int iterations, int length) {
        return derive(new SHA256Digest(), password, salt, iterations, length);
    }

    /**
     * PBKDF2 with HMAC-SHA512.
     *
     * @param length of the key, in bytes
     */
    public static byte[] hmacSha512(byte[] password, byte[] salt, int iterations, int length) {
        return derive(new SHA512Digest(), password, salt, iterations, length);
    }

    private static byte[] derive(Digest digest, byte[] password, byte[] salt, int iterations, int length) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest);
        generator.init(password, salt, iterations);
        return ((KeyParameter) generator.generateDerivedMacParameters(length * Byte.SIZE)).getKey();
    }
}
