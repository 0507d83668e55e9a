package io.minerstack.memory.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.minerstack.servicesupport.text.LowerCaseLabel;

/** Why an operation was rejected, or why an entry was removed that no operation named. */
public enum ReasonCode implements LowerCaseLabel {
    /**
     * The sender, or a rule for extracted operations, dropped the proposal: {@code proposed.dropped} in the log says
     * why.
     */
    DROPPED,
    UNKNOWN_OPERATION,
    UNKNOWN_TYPE,
    BAD_KEY,
    BAD_VALUE,
    BAD_CONFIDENCE,
    BAD_TAGS,
    BAD_EXTRA_DATA,
    /** The value gives orders to the model, imitates a role marker, or has a secret in it. */
    UNSAFE_VALUE,
    /** The evidence quote is no part of the feedback. */
    QUOTE_NOT_IN_FEEDBACK,
    /** An earlier operation of the same feedback has the same type and key. */
    REPEATED_TARGET,
    TOO_MANY_DELETES,
    NO_SUCH_ENTRY,
    /** The entry changed after the playbook version that the operation was decided on. */
    CONFLICT,
    /** A guess does not overwrite an entry that the user stated explicitly. */
    WEAKER,
    /** Another entry now has the same value. */
    DUPLICATE_VALUE,
    /** The user took the entry back in plain words. */
    RETRACTED,
    /** A later statement about the same subject replaces the entry. */
    REPLACED,
    /** The playbook is full, and this entry ranks lowest. */
    CAP;

    /** The value in JSON and in the table. */
    @Override
    @JsonValue
    public String label() {
        return LowerCaseLabel.super.label();
    }
}
