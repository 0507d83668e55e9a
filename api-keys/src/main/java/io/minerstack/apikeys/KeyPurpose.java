package io.minerstack.apikeys;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a key is for. */
public enum KeyPurpose {
    /** A caller like any other. */
    NORMAL,
    /** The operator, who may see the figures of the whole stack. */
    OPERATOR,
    /** Monitoring, whose requests are no traffic. */
    PROBE;

    /** The name in the key file and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The purpose with this label, or null if there is none. */
    public static @Nullable KeyPurpose parse(String label) {
        for (KeyPurpose purpose : values()) {
            if (purpose.label().equals(label)) {
                return purpose;
            }
        }
        return null;
    }
}
