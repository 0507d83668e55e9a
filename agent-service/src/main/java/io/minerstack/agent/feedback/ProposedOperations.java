package io.minerstack.agent.feedback;

import io.minerstack.agent.memory.ProposedOperation;
import java.util.List;

/**
 * The operations in a model's reply.
 *
 * @param list in the order of the reply
 * @param repaired whether the reply was broken or cut off and had to be repaired
 */
record ProposedOperations(List<ProposedOperation> list, boolean repaired) {

    ProposedOperations {
        list = List.copyOf(list);
    }
}
