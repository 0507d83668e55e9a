package io.minerstack.registration.keyfile;

import java.nio.charset.StandardCharsets;

/** The formats of a wallet's key file, told apart by its first bytes; there is no file name extension. */
public enum KeyfileFormat {
    NACL("$NACL"),
    ANSIBLE_VAULT("$ANSIBLE_VAULT"),
    FERNET("gAAAAA"),
    PLAIN("");

    private static final int LONGEST = 16;

    private final String start;

    KeyfileFormat(String start) {
        this.start = start;
    }

    public static KeyfileFormat of(byte[] file) {
        String beginning = new String(file, 0, Math.min(file.length, LONGEST), StandardCharsets.ISO_8859_1);
        for (KeyfileFormat format : values()) {
            if (beginning.startsWith(format.start)) {
                return format;
            }
        }
        return PLAIN;
    }

    public boolean isEncrypted() {
        return this != PLAIN;
    }

    int startLength() {
        return start.length();
    }
}
