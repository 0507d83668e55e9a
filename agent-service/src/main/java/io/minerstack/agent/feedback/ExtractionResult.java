package io.minerstack.agent.feedback;

import io.minerstack.agent.answer.ModelReply;
import io.minerstack.agent.memory.FeedbackSubmission.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feedback teaches.
 *
 * @param dropped the proposals that were not kept, each with its reason code
 * @param failure reason code where the model gave no usable answer
 * @param reply the model's; null where it was not asked or did not answer
 */
record ExtractionResult(
        List<Operation> operations,
        List<Operation> dropped,
        Source source,
        @Nullable String failure,
        @Nullable ModelReply reply) {

    ExtractionResult {
        operations = List.copyOf(operations);
        dropped = List.copyOf(dropped);
    }

    static ExtractionResult nothing(Source source) {
        return new ExtractionResult(List.of(), List.of(), source, null, null);
    }

    /** Where the operations come from. */
    enum Source {
        /** There was nothing to learn, and no model was asked. */
        GATE,
        MODEL,
        /** The model gave nothing usable; the sentences speak for themselves. */
        RULES,
        FAILED
    }
}
