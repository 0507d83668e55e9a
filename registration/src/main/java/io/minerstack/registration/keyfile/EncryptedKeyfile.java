package io.minerstack.registration.keyfile;

import io.minerstack.registration.keyderivation.Argon2KeyDerivation;
import io.minerstack.registration.keyderivation.KeyDerivation;
import io.minerstack.registration.keyderivation.Pbkdf2KeyDerivation;
import io.minerstack.registration.secret.WipeableSecret;

/** A key file whose outer form has been read and found whole, and that waits for its password. */
public abstract sealed class EncryptedKeyfile permits NaclSecretBox, AnsibleVault, FernetToken {

    private final KeyDerivation stretching;

    EncryptedKeyfile(KeyDerivation stretching) {
        this.stretching = stretching;
    }

    /**
     * Reads the outer form; no password is needed to see that a file is cut short.
     *
     * @param file of any {@linkplain KeyfileFormat#isEncrypted() encrypted} format
     */
    public static EncryptedKeyfile of(byte[] file) {
        return switch (KeyfileFormat.of(file)) {
            case NACL -> NaclSecretBox.parse(file, Argon2KeyDerivation.ofWallets());
            case ANSIBLE_VAULT -> AnsibleVault.parse(file);
            case FERNET -> FernetToken.parse(file, Pbkdf2KeyDerivation.ofFernet());
            case PLAIN -> throw new IllegalArgumentException("a plain key file is not encrypted");
        };
    }

    /** What the person waits for while the key is derived. */
    public String waitingFor() {
        return stretching.label();
    }

    /** Fails when this machine has too little memory to open the file; there is no need to ask for a password then. */
    public void requireMemory() {
        stretching.requireMemory();
    }

    /** The text inside; the caller wipes it. */
    public byte[] open(WipeableSecret password) {
        byte[] utf8 = password.utf8();
        byte[] key = new byte[0];
        try {
            key = stretching.key(utf8);
            return decrypt(key);
        } finally {
            WipeableSecret.wipe(utf8, key);
        }
    }

    abstract byte[] decrypt(byte[] key);
}
