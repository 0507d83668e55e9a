package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.ProposedOperation;
import io.minerstack.memory.playbook.retraction.Retraction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checked operations of one feedback, in the order in which they are applied and logged.
 *
 * @param extractedBy {@code model} or {@code rules}: whose extracted operations were taken; null where none were
 * @param retraction what the feedback takes back; applied before the operations
 * @param keptText the text of the feedback, without the sentences that may not be stored
 */
public record ValidatedOperations(
        List<ValidatedOperation> list, @Nullable String extractedBy, Retraction retraction, String keptText) {

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
