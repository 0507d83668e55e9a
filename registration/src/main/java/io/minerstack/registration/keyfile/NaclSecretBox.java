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
 * The format {@code $NACL}: marker, nonce (24 bytes), then NaCl's secretbox (nacl.cr.yp.to/secretbox.html): a Poly1305
 * tag of 16 bytes and the text encrypted by XSalsa20.
 */
final class NaclSecretBox extends EncryptedKeyfile {

    private static final int NONCE_LENGTH = 24;
    private static final int TAG_LENGTH = 16;
    private static final int TAG_KEY_LENGTH = 32;
    /** Length of the decrypted start that is checked for being text. */
    private static final int TEXT_START_LENGTH = 28;
    /** The shortest secret of a wallet: twelve words of three letters and eleven spaces. */
    private static final int MIN_TEXT_LENGTH = 47;

    private final byte[] nonce;
    private final byte[] tag;
    private final byte[] encrypted;

    private NaclSecretBox(byte[] nonce, byte[] tag, byte[] encrypted, KeyDerivation derivation) {
        super(derivation);
        this.nonce = nonce;
        this.tag = tag;
        this.encrypted = encrypted;
    }

    static NaclSecretBox parse(byte[] file, KeyDerivation derivation) {
        int nonceEnd = KeyfileFormat.NACL.markerLength() + NONCE_LENGTH;
        int tagEnd = nonceEnd + TAG_LENGTH;
        if (file.length < tagEnd + MIN_TEXT_LENGTH) {
            throw KeyfileErrors.damaged("the file ends after " + file.length + " bytes, too few to hold a key");
        }
        return new NaclSecretBox(
                Arrays.copyOfRange(file, nonceEnd - NONCE_LENGTH, nonceEnd),
                Arrays.copyOfRange(file, nonceEnd, tagEnd),
                Arrays.copyOfRange(file, tagEnd, file.length),
                derivation);
    }

    @Override
    byte[] decrypt(byte[] key) {
        // Bouncy Castle copies keys: the copy in the parameters can be wiped, the copy in the engine can't
        KeyParameter streamKey = new KeyParameter(key);
        byte[] tagKey = new byte[TAG_KEY_LENGTH];
        try {
            XSalsa20Engine stream = new XSalsa20Engine();
            stream.init(false, new ParametersWithIV(streamKey, nonce));
            // the first 32 bytes of the key stream are the key of the tag
            stream.processBytes(tagKey, 0, TAG_KEY_LENGTH, tagKey, 0);
            boolean authentic = isTagOf(encrypted.length, tagKey);
            byte[] text = new byte[encrypted.length];
            stream.processBytes(encrypted, 0, encrypted.length, text, 0);
            if (!authentic) {
                throw failure(text, tagKey);
            }
            return text;
        } finally {
            WipeableSecret.wipe(streamKey.getKey(), tagKey);
        }
    }

    /**
     * Tells changed bytes from a wrong password. If the password is right and bytes were appended, the tag is valid for
     * a shorter ciphertext. If bytes were cut off or changed, the decrypted start still looks like text.
     *
     * @param text decrypted but not authenticated; wiped
     */
    private RegistrationException failure(byte[] text, byte[] tagKey) {
        try {
            for (int length = text.length - 1; length > 0; length--) {
                if (isTagOf(length, tagKey)) {
                    return KeyfileErrors.damaged("the password is right, but " + (text.length - length)
                            + " extra byte(s) are at the end (did an editor add a line end?)");
                }
            }
            return startsLikeText(text)
                    ? KeyfileErrors.damaged("the password is right, but bytes are missing or were changed (of "
                            + fileLength() + " in all)")
                    : KeyfileErrors.wrongPassword();
        } finally {
            WipeableSecret.wipe(text);
        }
    }

    private int fileLength() {
        return KeyfileFormat.NACL.markerLength() + NONCE_LENGTH + TAG_LENGTH + encrypted.length;
    }

    /** A wrong password passes this check with a probability of about 1 in 10^12. */
    private static boolean startsLikeText(byte[] text) {
        for (int i = 0; i < TEXT_START_LENGTH; i++) {
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
