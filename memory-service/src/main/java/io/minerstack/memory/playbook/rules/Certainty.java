package io.minerstack.memory.playbook.rules;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How plainly the user said something. Confidence is derived from it, because a model's own numbers are unreliable. */
enum Certainty {
    EXPLICIT(0.9),
    IMPLIED(0.6),
    WEAK(0.3);

    private final double confidence;

    Certainty(double confidence) {
        this.confidence = confidence;
    }

    /** Confidence of an entry, 0–1. */
    double confidence() {
        return confidence;
    }

    /** The certainty of this name in any letter case; {@link #WEAK} for anything else. */
    static Certainty of(@Nullable String name) {
        String upper = name == null ? "" : name.strip().toUpperCase(Locale.ROOT);
        for (Certainty certainty : values()) {
            if (certainty.name().equals(upper)) {
                return certainty;
            }
        }
        return WEAK;
    }
}
