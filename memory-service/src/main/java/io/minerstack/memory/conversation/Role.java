package io.minerstack.memory.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who said a message. */
public enum Role {
    USER,
    ASSISTANT;

    /** The word on the wire and in the table. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
