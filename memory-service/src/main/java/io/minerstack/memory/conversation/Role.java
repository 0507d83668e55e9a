package io.minerstack.memory.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.Locale;

/** The author of a message. */
public enum Role implements LowerCaseLabel {
    USER,
    ASSISTANT;

    /** The value in JSON and in the table. */
    @JsonValue
    @Override
    public String label() {
        return LowerCaseLabel.super.label();
    }

    static Role of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
