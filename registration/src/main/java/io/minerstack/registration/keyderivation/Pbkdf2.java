package io.minerstack.registration.keyderivation;

import io.minerstack.registration.secret.WipeableSecret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** PBKDF2 (RFC 8018, 5.2) over bytes: the JDK's own takes characters only, and seed phrases stretch raw entropy. */
public final class Pbkdf2 {

    private Pbkdf2() {}

    /**
     * Derives a key.
     *
     * @param mac such as {@code HmacSHA256}
     * @param length bytes wanted
     */
    public static byte[] derive(String mac, byte[] password, byte[] salt, int iterations, int length) {
        try {
            Mac prf = Mac.getInstance(mac);
            // HMAC pads its key with zeros, so one zero byte is the empty key that the JDK refuses to hold
            prf.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, mac));
            ByteBuffer derived = ByteBuffer.allocate(length);
            for (int block = 1; derived.hasRemaining(); block++) {
                byte[] sum = block(prf, salt, iterations, block);
                derived.put(sum, 0, Math.min(sum.length, derived.remaining()));
                WipeableSecret.wipe(sum);
            }
            return derived.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + mac, e);
        }
    }

    private static byte[] block(Mac prf, byte[] salt, int iterations, int index) throws GeneralSecurityException {
        prf.update(salt);
        byte[] round = prf.doFinal(ByteBuffer.allocate(4).putInt(index).array());
        byte[] sum = round.clone();
        for (int i = 1; i < iterations; i++) {
            prf.update(round);
            prf.doFinal(round, 0);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= round[j];
            }
        }
        WipeableSecret.wipe(round);
        return sum;
    }
}
