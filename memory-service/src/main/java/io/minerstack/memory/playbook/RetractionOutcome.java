package io.minerstack.memory.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.minerstack.servicesupport.text.LowerCaseLabel;

/** What became of what a feedback takes back. */
public enum RetractionOutcome implements LowerCaseLabel {
    /** Every active entry was deleted. */
    EVERYTHING_DELETED,
    /** The entries that the user names were deleted. */
    DELETED,
    /** No active entry is about it; nothing of it was stored. */
    NOTHING_STORED;

    /** The value in JSON. */
    @Override
    @JsonValue
    public String label() {
        return LowerCaseLabel.super.label();
    }
}
