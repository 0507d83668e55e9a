package io.minerstack.memory.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of an operation. */
enum OperationOutcome {
    INSERTED,
    UPDATED,
    /** The value was known already: its confidence grew, its version stayed. */
    REINFORCED,
    DELETED,
    /** Had to go for another one, because the playbook was full. */
    EVICTED,
    REJECTED;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
