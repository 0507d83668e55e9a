package io.minerstack.agent.feedback;

import io.minerstack.agent.answer.ModelReply;
import io.minerstack.agent.memory.FeedbackResult;
import io.minerstack.agent.memory.ProposedOperation;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations that were read from a feedback.
 *
 * @param operations what the model proposed, then the plain statements in case that memory-service drops all of these
 * @param repaired whether the model's reply was broken or cut off
 * @param source whose operations count; until memory-service has answered, an assumption
 * @param failure reason code where the model gave no operations
 * @param reply the model's reply; null where no model was asked or the model did not answer
 */
record ExtractionResult(
        List<ProposedOperation> operations,
        boolean repaired,
        Source source,
        @Nullable String failure,
        @Nullable ModelReply reply) {

    ExtractionResult {
        operations = List.copyOf(operations);
    }

    /** There was nothing to learn, and no model was asked. */
    static ExtractionResult nothingToLearn() {
        return new ExtractionResult(List.of(), false, Source.NONE, null, null);
    }

    /** The model gave no operations, so that only plain statements are left. */
    static ExtractionResult statementsOnly(
            List<ProposedOperation> statements, String failure, @Nullable ModelReply reply) {
        Source source = statements.isEmpty() ? Source.FAILED : Source.RULES;
        return new ExtractionResult(statements, false, source, failure, reply);
    }

    /** The failure to report: an unreadable reply is none where plain statements made up for it. */
    @Nullable
    String reportedFailure() {
        return source == Source.RULES && reply != null ? null : failure;
    }

    /** This result with the source that memory-service's answer proves. */
    ExtractionResult confirmedBy(FeedbackResult result) {
        if (ProposedOperation.BY_RULES.equals(result.extractedBy())) {
            return withSource(Source.RULES);
        }
        if (result.isRetraction()) {
            // memory-service reads a retraction itself: the model may have given nothing
            return result.extractedBy() == null ? withSource(Source.RULES) : this;
        }
        return source == Source.RULES ? withSource(Source.FAILED) : this;
    }

    private ExtractionResult withSource(Source newSource) {
        return new ExtractionResult(operations, repaired, newSource, failure, reply);
    }

    /** Where the operations come from. */
    enum Source implements LowerCaseLabel {
        /** The feedback is a courtesy such as "thanks": no model was asked. */
        NONE,
        MODEL,
        /** The model gave nothing usable, and the rules for plain statements did. */
        RULES,
        FAILED
    }
}
