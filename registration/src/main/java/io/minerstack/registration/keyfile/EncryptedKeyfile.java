package io.minerstack.registration.keyfile;

import io.minerstack.registration.keyderivation.Argon2KeyDerivation;
import io.minerstack.registration.keyderivation.KeyDerivation;
import io.minerstack.registration.keyderivation.Pbkdf2KeyDerivation;
import io.minerstack.registration.secret.WipeableSecret;

/** A key file that was parsed and found complete, but not decrypted yet. */
public abstract sealed class EncryptedKeyfile permits NaclSecretBox, AnsibleVault, FernetToken {

    private final KeyDerivation derivation;

    EncryptedKeyfile(KeyDerivation derivation) {
        this.derivation = derivation;
    }

    /**
     * Parses the file. A file that was cut off is noticed here, before the password prompt.
     *
     * @param file in any {@linkplain KeyfileFormat#isEncrypted() encrypted} format
     */
    public static EncryptedKeyfile of(byte[] file) {
        return switch (KeyfileFormat.of(file)) {
            case NACL -> NaclSecretBox.parse(file, Argon2KeyDerivation.ofWallets());
            case ANSIBLE_VAULT -> AnsibleVault.parse(file);
            case FERNET -> FernetToken.parse(file, Pbkdf2KeyDerivation.ofFernet());
            case PLAIN -> throw new IllegalArgumentException("a plain key file is not encrypted");
        };
    }

    /** The text of the progress line while the key is derived. */
    public String progressLabel() {
        return derivation.label();
    }

    /** Fails if this machine has too little memory to derive the key. */
    public void requireMemory() {
        derivation.requireMemory();
    }

    /** Decrypts the file; the caller wipes the text. */
    public byte[] decrypt(WipeableSecret password) {
        byte[] utf8 = password.utf8();
        byte[] key = new byte[0];
        try {
            key = derivation.key(utf8);
            return decrypt(key);
        } finally {
            WipeableSecret.wipe(utf8, key);
        }
    }

    abstract byte[] decrypt(byte[] key);
}
