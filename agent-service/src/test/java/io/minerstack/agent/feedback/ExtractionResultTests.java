package io.minerstack.agent.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.TestObjects;
import io.minerstack.agent.answer.ModelReply;
import io.minerstack.agent.feedback.ExtractionResult.Source;
import io.minerstack.agent.memory.FeedbackResult;
import io.minerstack.agent.memory.ProposedOperation;
import io.minerstack.agent.prompt.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtractionResultTests {

    private static final ModelReply REPLY =
            new ModelReply(TestObjects.completion("Sure!"), new Prompt("", List.of(), "", false, 0, 0));
    private static final List<ProposedOperation> STATEMENTS = RuleBasedExtractor.read("I prefer short answers");

    @Test
    void reportsNoFailureWhereStatementsMadeUpForAnUnreadableReply() {
        ExtractionResult result = ExtractionResult.statementsOnly(STATEMENTS, "unreadable_reply", REPLY);

        assertThat(result.confirmedBy(taken("rules")).source()).isEqualTo(Source.RULES);
        assertThat(result.confirmedBy(taken("rules")).reportedFailure()).isNull();
    }

    @Test
    void reportsTheFailureWhereMemoryServiceTookNoStatement() {
        ExtractionResult result = ExtractionResult.statementsOnly(STATEMENTS, "unreadable_reply", REPLY);

        assertThat(result.confirmedBy(taken(null)).source()).isEqualTo(Source.FAILED);
        assertThat(result.confirmedBy(taken(null)).reportedFailure()).isEqualTo("unreadable_reply");
    }

    @Test
    void reportsTheFailureOfAModelThatDidNotAnswer() {
        ExtractionResult result = ExtractionResult.statementsOnly(STATEMENTS, "model_unusable", null);

        assertThat(result.confirmedBy(taken("rules")).reportedFailure()).isEqualTo("model_unusable");
    }

    @Test
    void namesTheRulesWhereMemoryServiceDroppedWhatTheModelProposed() {
        ExtractionResult result = new ExtractionResult(STATEMENTS, false, Source.MODEL, null, REPLY);

        assertThat(result.confirmedBy(taken("rules")).source()).isEqualTo(Source.RULES);
        assertThat(result.confirmedBy(taken("model")).source()).isEqualTo(Source.MODEL);
        assertThat(result.confirmedBy(taken(null)).source()).isEqualTo(Source.MODEL);
    }

    private static FeedbackResult taken(@Nullable String extractedBy) {
        return new FeedbackResult("c", 1, 1, extractedBy, null, List.of());
    }
}
