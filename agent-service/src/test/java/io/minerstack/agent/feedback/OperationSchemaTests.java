package io.minerstack.agent.feedback;

import static io.minerstack.agent.TestObjects.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.memory.ProposedOperation;
import io.minerstack.agent.memory.ProposedOperation.Target;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OperationSchemaTests {

    private final OperationSchema schema =
            new OperationSchema(new NumberedEntries(List.of(entry("fact", "city", "Lives in Bergen"))));

    @Test
    void readsRepliesAsModelsWriteThem() {
        String list = "{\"operations\":[{\"evidence_quote\":\"q\",\"operation\":\"insert\",\"value\":\"v\"}]}";

        assertThat(read(list))
                .extracting(
                        ProposedOperations::repaired,
                        proposals -> proposals.list().size())
                .containsExactly(false, 1);
        assertThat(read("<think>hm</think>```json\n" + list + "\n```").repaired())
                .isFalse();
        assertThat(read("Here: " + list).repaired()).isTrue();
        assertThat(read("{\"operations\":[]}").list()).isEmpty();
        assertThat(schema.read("I have learned a lot.")).isNull();
        assertThat(schema.read("{\"other\":1}")).isNull();
    }

    @Test
    void keepsOnlyWholeElementsOfAReplyThatIsCutOff() {
        ProposedOperations proposals =
                read("{\"operations\":[{\"evidence_quote\":\"q\",\"operation\":\"insert\",\"value\":\"v\"},"
                        + "{\"evidence_quote\":\"q2\",\"operation\":\"delete\",\"value\":\"v");

        assertThat(proposals.repaired()).isTrue();
        assertThat(proposals.list())
                .extracting(ProposedOperation::evidenceQuote)
                .containsExactly("q");
    }

    @Test
    void readsEveryFieldAndResolvesTheTarget() {
        ProposedOperations proposals = read("""
                {"operations":[{"evidence_quote":"I live in Oslo","operation":"update","target":"E1",
                "insight_type":"context","key":"k","value":"Lives in Oslo","certainty":"implied",
                "scope":"conversation","tags":["Home",1]}]}""");

        assertThat(proposals.list())
                .containsExactly(new ProposedOperation(
                        "update",
                        "context",
                        "k",
                        "Lives in Oslo",
                        Arrays.asList("Home", null),
                        "I live in Oslo",
                        "model",
                        new Target("fact", "city"),
                        null,
                        "implied",
                        "conversation"));
    }

    @Test
    void takesFieldsOfAnotherTypeForMissing() {
        ProposedOperation operation = read("{\"operations\":[{\"value\":1,\"target\":null,\"tags\":\"x\"}, 5]}")
                .list()
                .getFirst();

        assertThat(operation.value()).isNull();
        assertThat(operation.target()).isNull();
        assertThat(operation.tags()).isEmpty();
    }

    @Test
    void readsAtMostFiveOperations() {
        String elements = String.join(",", Collections.nCopies(7, "{\"value\":\"v\"}"));

        assertThat(read("{\"operations\":[" + elements + "]}").list()).hasSize(5);
        assertThat(read("{\"operations\":[" + elements + ",{").list()).hasSize(5);
    }

    private ProposedOperations read(String reply) {
        return Objects.requireNonNull(schema.read(reply));
    }
}
