package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.ReasonCode;

/** A proposed operation after its check: one to resolve, or the reason why not. */
sealed interface ValidationResult permits ValidOperation, ValidationResult.Refused {

    record Refused(ReasonCode reason) implements ValidationResult {}
}
