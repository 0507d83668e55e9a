package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.ProposedOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checked operations of one feedback, in the order in which they are applied and logged.
 *
 * @param extractedBy {@code model} or {@code rules}: whose extracted operations were taken; null where none were
 */
public record ValidatedOperations(
        List<ValidatedOperation> list, @Nullable String extractedBy) {

    public ValidatedOperations {
        list = List.copyOf(list);
    }

    /**
     * One operation with its result.
     *
     * @param proposed as sent; {@code dropped} has the code where a rule for extracted operations dropped it
     */
    public record ValidatedOperation(ProposedOperation proposed, ValidationResult result) {

        /** Whether the sender or a rule for extracted operations dropped the proposal. */
        boolean isDropped() {
            return proposed.dropped() != null;
        }
    }
}
