package io.minerstack.memory.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.minerstack.servicesupport.text.LowerCaseLabel;

/** The result of an operation. */
public enum OperationOutcome implements LowerCaseLabel {
    INSERTED,
    UPDATED,
    /** An entry has this value already: its confidence grew, its version stayed. */
    REINFORCED,
    DELETED,
    /** The entry was removed because the playbook was full and another entry came. */
    EVICTED,
    /** The operation changed nothing. */
    REJECTED;

    /** The value in JSON, in the table and in the metric. */
    @Override
    @JsonValue
    public String label() {
        return LowerCaseLabel.super.label();
    }
}
