package io.minerstack.registration.keyfile;

import java.nio.charset.StandardCharsets;

/** The format of a key file, detected by the first bytes, since key files have no extension. */
public enum KeyfileFormat {
    NACL("$NACL"),
    ANSIBLE_VAULT("$ANSIBLE_VAULT"),
    FERNET("gAAAAA"),
    PLAIN("");

    private static final int MAX_MARKER_LENGTH = 16;

    private final String marker;

    KeyfileFormat(String marker) {
        this.marker = marker;
    }

    public static KeyfileFormat of(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, MAX_MARKER_LENGTH), StandardCharsets.ISO_8859_1);
        for (KeyfileFormat format : values()) {
            if (start.startsWith(format.marker)) {
                return format;
            }
        }
        return PLAIN;
    }

    public boolean isEncrypted() {
        return this != PLAIN;
    }

    int markerLength() {
        return marker.length();
    }
}
