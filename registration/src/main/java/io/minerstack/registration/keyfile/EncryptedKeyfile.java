package io.minerstack.registration.keyfile;

import io.minerstack.registration.secret.Secret;

/** A key file whose outer form has been read and found whole, and that waits for its password. */
public abstract sealed class EncryptedKeyfile permits NaclBox, AnsibleVault, FernetToken {

    private final KeyStretching stretching;

    EncryptedKeyfile(KeyStretching stretching) {
        this.stretching = stretching;
    }

    /**
     * Reads the outer form; no password is needed to see that a file is cut short.
     *
     * @param file of any {@linkplain KeyfileFormat#isEncrypted() encrypted} format
     */
    public static EncryptedKeyfile of(byte[] file) {
        return switch (KeyfileFormat.of(file)) {
            case NACL -> NaclBox.parse(file, Argon2Stretching.ofWallets());
            case ANSIBLE_VAULT -> AnsibleVault.parse(file);
            case FERNET -> FernetToken.parse(file, Pbkdf2Stretching.ofFernet());
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
    public byte[] open(Secret password) {
        byte[] utf8 = password.utf8();
        byte[] key = new byte[0];
        try {
            key = stretching.key(utf8);
            return decrypt(key);
        } finally {
            Secret.wipe(utf8, key);
        }
    }

    abstract byte[] decrypt(byte[] key);
}
