package io.minerstack.registration.keyfile;

import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.keyderivation.KeyDerivation;
import io.minerstack.registration.secret.WipeableSecret;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * {@code $NACL}: marker, nonce (24 bytes), then NaCl's secretbox (nacl.cr.yp.to/secretbox.html: a Poly1305 tag of 16
 * bytes and the XSalsa20 stream over the text).
 */
final class NaclSecretBox extends EncryptedKeyfile {

    private static final int NONCE_LENGTH = 24;
    private static final int TAG_LENGTH = 16;
    private static final int TAG_KEY_LENGTH = 32;
    private static final int TELLING = 28;
    /** The shortest secret that a wallet's tool writes: twelve words of three letters, and the spaces. */
    private static final int SHORTEST = 47;

    private final byte[] nonce;
    private final byte[] tag;
    private final byte[] encrypted;

    private NaclSecretBox(byte[] nonce, byte[] tag, byte[] encrypted, KeyDerivation stretching) {
        super(stretching);
        this.nonce = nonce;
        this.tag = tag;
        this.encrypted = encrypted;
    }

    static NaclSecretBox parse(byte[] file, KeyDerivation stretching) {
        int nonceEnd = KeyfileFormat.NACL.startLength() + NONCE_LENGTH;
        int tagEnd = nonceEnd + TAG_LENGTH;
        if (file.length < tagEnd + SHORTEST) {
            throw KeyfileErrors.keyfile("it ends after " + file.length + " bytes, too few to hold a key");
        }
        return new NaclSecretBox(
                Arrays.copyOfRange(file, nonceEnd - NONCE_LENGTH, nonceEnd),
                Arrays.copyOfRange(file, nonceEnd, tagEnd),
                Arrays.copyOfRange(file, tagEnd, file.length),
                stretching);
    }

    @Override
    byte[] decrypt(byte[] key) {
        // the library copies keys: those in its parameters can be wiped, those in its engines it keeps
        KeyParameter streamKey = new KeyParameter(key);
        byte[] tagKey = new byte[TAG_KEY_LENGTH];
        try {
            XSalsa20Engine stream = new XSalsa20Engine();
            stream.init(false, new ParametersWithIV(streamKey, nonce));
            // the stream's first 32 bytes are the tag's key, the text begins after them
            stream.processBytes(tagKey, 0, TAG_KEY_LENGTH, tagKey, 0);
            boolean whole = isTagOf(encrypted.length, tagKey);
            byte[] text = new byte[encrypted.length];
            stream.processBytes(encrypted, 0, encrypted.length, text, 0);
            if (!whole) {
                throw wrong(text, tagKey);
            }
            return text;
        } finally {
            WipeableSecret.wipe(streamKey.getKey(), tagKey);
        }
    }

    /**
     * Tells changed bytes from a wrong password. With the right one the tag is that of a shorter text where something was
     * appended, and where something was cut off or changed the text still begins like one.
     *
     * @param text not proved to be anything; wiped
     */
    private RegistrationException wrong(byte[] text, byte[] tagKey) {
        try {
            for (int length = text.length - 1; length > 0; length--) {
                if (isTagOf(length, tagKey)) {
                    return KeyfileErrors.keyfile("the password is right, but " + (text.length - length)
                            + " byte(s) too many are at its end (a line end that an editor added?)");
                }
            }
            return beginsLikeText(text)
                    ? KeyfileErrors.keyfile("the password is right, but bytes are missing or were changed (of " + fileLength()
                            + " in all)")
                    : KeyfileErrors.wrongPassword();
        } finally {
            WipeableSecret.wipe(text);
        }
    }

    private int fileLength() {
        return KeyfileFormat.NACL.startLength() + NONCE_LENGTH + TAG_LENGTH + encrypted.length;
    }

    /** A wrong password's stream gives such a beginning once in a million million times. */
    private static boolean beginsLikeText(byte[] text) {
        for (int i = 0; i < TELLING; i++) {
            if ((text[i] < ' ' && !Character.isWhitespace(text[i])) || text[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private boolean isTagOf(int length, byte[] key) {
        return MessageDigest.isEqual(tag(length, key), tag);
    }

    private byte[] tag(int length, byte[] key) {
        KeyParameter macKey = new KeyParameter(key);
        try {
            byte[] computed = new byte[TAG_LENGTH];
            Poly1305 mac = new Poly1305();
            mac.init(macKey);
            mac.update(encrypted, 0, length);
            mac.doFinal(computed, 0);
            return computed;
        } finally {
            WipeableSecret.wipe(macKey.getKey());
        }
    }
}
