package io.minerstack.registration.keyfile;

import static io.minerstack.registration.TestObjects.hex;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.keyderivation.KeyDerivation;
import io.minerstack.registration.keyderivation.Pbkdf2KeyDerivation;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The encrypted formats. Keys are derived only once, since the tests decrypt about a thousand damaged files. */
enum EncryptedFormat {
    NACL,
    ANSIBLE_VAULT,
    FERNET;

    /** The distance between the bytes that are changed. A vault derives its key each time, so only a part is tried. */
    int step() {
        return this == ANSIBLE_VAULT ? 41 : 1;
    }

    byte[] sample() {
        return TestObjects.keyfile(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    byte[] decrypt(byte[] file) {
        EncryptedKeyfile keyfile =
                switch (this) {
                    case NACL -> NaclSecretBox.parse(file, fixedKey(hex(TestObjects.ARGON2_KEY)));
                    case ANSIBLE_VAULT -> AnsibleVault.parse(file);
                    case FERNET -> FernetToken.parse(file, fixedKey(FernetKey.KEY));
                };
        return keyfile.decrypt(WipeableSecret.of(TestObjects.PASSWORD));
    }

    /** A key derivation that gives the same key for any password. */
    static KeyDerivation fixedKey(byte[] key) {
        return new KeyDerivation() {
            @Override
            public byte[] key(byte[] password) {
                return key.clone();
            }

            @Override
            public String label() {
                return "deriving";
            }
        };
    }

    private static final class FernetKey {
        static final byte[] KEY =
                Pbkdf2KeyDerivation.ofFernet().key(TestObjects.PASSWORD.getBytes(StandardCharsets.UTF_8));
    }
}
