package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.ReasonCode;
import io.minerstack.memory.playbook.ValidOperation;

/** The result of checking one operation. */
public sealed interface ValidationResult {

    /** The operation keeps every rule. */
    record Accepted(ValidOperation operation) implements ValidationResult {}

    /** The operation breaks a rule; {@link ReasonCode#DROPPED}: {@code proposed.dropped} says which. */
    record Refused(ReasonCode reason) implements ValidationResult {}
}
