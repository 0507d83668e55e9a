package io.minerstack.memory.playbook;

import io.minerstack.servicesupport.text.Sha256;
import io.minerstack.servicesupport.text.TextFolding;
import org.jspecify.annotations.Nullable;

/** Recognises a value that another entry has already, whatever its key. */
public final class ValueDigest {

    // several keys may have the same short value ("blue", "Python"), because a short value does not name its subject
    private static final int MIN_LENGTH = 20;

    private ValueDigest() {}

    /** SHA-256 of the folded value; null where the folded value has fewer than 20 UTF-16 units. */
    public static byte @Nullable [] of(String value) {
        String folded = TextFolding.foldWithoutFullStop(value);
        return folded.length() < MIN_LENGTH ? null : Sha256.digest(folded);
    }
}
