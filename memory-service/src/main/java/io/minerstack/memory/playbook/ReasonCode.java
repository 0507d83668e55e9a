package io.minerstack.memory.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an operation was rejected, or why an entry had to go without having been named. */
enum ReasonCode {
    /** The sender keeps it out; its own reason stands in the proposal. */
    DROPPED,
    UNKNOWN_OPERATION,
    UNKNOWN_TYPE,
    BAD_KEY,
    BAD_VALUE,
    BAD_CONFIDENCE,
    BAD_TAGS,
    BAD_EXTRA_DATA,
    /** The value talks to the model instead of about the user. */
    UNSAFE_VALUE,
    /** The evidence is no part of the feedback. */
    QUOTE_NOT_IN_FEEDBACK,
    /** An earlier operation of the same feedback had this type and key. */
    REPEATED_TARGET,
    TOO_MANY_DELETES,
    NO_SUCH_ENTRY,
    /** The entry changed after the playbook version that the operation was decided on. */
    CONFLICT,
    /** A guess does not overwrite what was said outright. */
    WEAKER,
    /** Another entry now holds the same value. */
    DUPLICATE_VALUE,
    /** The playbook was full, and this was worth least. */
    CAP;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
