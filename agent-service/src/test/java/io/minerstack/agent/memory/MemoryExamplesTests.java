package io.minerstack.agent.memory;

import static io.minerstack.agent.TestObjects.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.memory.HttpMemoryApi.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The records of this package read and write memory-service's example bodies. */
class MemoryExamplesTests {

    private static final Path EXAMPLES = Path.of("..", "memory-service", "contract", "examples");

    @Test
    void readsAContext() throws IOException {
        MemoryContext context = STRICT.readValue(example("context.response.json"), Context.class)
                .toMemoryContext();

        assertThat(context.messages()).extracting(HistoryMessage::role).containsExactly("user", "assistant");
        assertThat(context.playbookVersion()).isEqualTo(1);
        assertThat(context.entries()).extracting(PlaybookEntry::key).containsExactly("name", "response_style");
        assertThat(context.entries().getFirst().confidenceScore()).isEqualTo(0.9);
    }

    @Test
    void readsAnEmptyContext() throws IOException {
        MemoryContext context = STRICT.readValue(example("context.empty.response.json"), Context.class)
                .toMemoryContext();

        assertThat(context.messages()).isEmpty();
        assertThat(context.entries()).isEmpty();
        assertThat(context.state()).isEqualTo(MemoryContext.State.AVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "operations.extracted.request.json,5",
        "operations.statements.request.json,1",
        "operations.failed.request.json,0"
    })
    void writesFeedbackAsInTheExample(String name, int operations) throws IOException {
        FeedbackSubmission submission = STRICT.readValue(example(name), FeedbackSubmission.class);

        assertThat(submission.operations()).hasSize(operations);
        assertThat(STRICT.readTree(STRICT.writeValueAsString(submission))).isEqualTo(STRICT.readTree(example(name)));
    }

    @Test
    void writesATurnAsInTheExample() throws IOException {
        String example = example("turn.request.json");

        assertThat(STRICT.readTree(STRICT.writeValueAsString(STRICT.readValue(example, Turn.class))))
                .isEqualTo(STRICT.readTree(example));
    }

    @ParameterizedTest
    @CsvSource({
        "operations.extracted.response.json,model,prefs-2",
        "operations.statements.response.json,rules,prefs-2",
        "operations.response.json,,prefs-1",
        "operations.failed.response.json,,prefs-1"
    })
    void readsTheFeedbackResult(String name, @Nullable String extractedBy, String cid) throws IOException {
        FeedbackResult result = STRICT.readValue(example(name), FeedbackResult.class);

        assertThat(result.cid()).isEqualTo(cid);
        assertThat(result.extractedBy()).isEqualTo(extractedBy);
        assertThat(result.applied()).allSatisfy(one -> assertThat(one.outcome())
                .isIn("inserted", "updated", "reinforced", "deleted", "evicted", "rejected"));
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name));
    }
}
