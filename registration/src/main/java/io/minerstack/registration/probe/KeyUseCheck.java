package io.minerstack.registration.probe;

import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.secret.WipeableSecret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a key is for, once for each key: the purpose of a key never changes. A miner that does not answer is asked
 * again in the next round. Used by one thread at a time.
 */
final class KeyUseCheck {

    /** Of the key that {@link #use} is of. */
    private byte @Nullable [] digest;

    private KeyUse use = KeyUse.NOT_KNOWN;

    /** The use of a key that the miner has just accepted. */
    KeyUse of(MinerClient client, WipeableSecret key) {
        byte[] own = sha256(key);
        if (MessageDigest.isEqual(own, digest)) {
            return use;
        }
        KeyUse told = KeyUse.of(client, key.reveal());
        digest = told == null ? null : own;
        use = told == null ? KeyUse.NOT_KNOWN : told;
        return use;
    }

    private static byte[] sha256(WipeableSecret key) {
        byte[] utf8 = key.utf8();
        try {
            return MessageDigest.getInstance("SHA-256").digest(utf8);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        } finally {
            WipeableSecret.wipe(utf8);
        }
    }
}
