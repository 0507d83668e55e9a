package io.minerstack.agent.completion;

import static io.minerstack.agent.TestObjects.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The records of this package read and write llm-proxy's example bodies. */
class LlmProxyExamplesTests {

    private static final Path EXAMPLES = Path.of("..", "llm-proxy", "contract", "examples");

    @Test
    void readsAnAnswer() throws IOException {
        JsonNode example = STRICT.readTree(example("chat.response.json"));
        Completion completion = STRICT.readValue(example("chat.response.json"), ChatCompletionResponse.class)
                .toCompletion();

        assertThat(completion.text())
                .isEqualTo(example.at("/choices/0/message/content").asString());
        assertThat(completion.finishReason()).isEqualTo("stop");
        assertThat(completion.provider()).isEqualTo(example.get("provider").asString());
        assertThat(completion.model()).isEqualTo(example.get("model").asString());
        assertThat(completion.tokens())
                .isEqualTo(example.at("/usage/total_tokens").asInt());
        assertThat(completion.partial()).isFalse();
    }

    @Test
    void readsAPartialAnswer() throws IOException {
        Completion completion = STRICT.readValue(example("chat.partial.response.json"), ChatCompletionResponse.class)
                .toCompletion();

        assertThat(completion.partial()).isTrue();
        assertThat(completion.finishReason()).isEqualTo("length");
        assertThat(completion.text()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "error.context-length.json,context_length_exceeded",
        "error.content-policy.json,content_policy_violation"
    })
    void readsTheErrorCodes(String name, String code) throws IOException {
        assertThat(STRICT.readValue(example(name), ErrorEnvelope.class).code()).isEqualTo(code);
    }

    @Test
    void readsTheContextLengthFromTheRefusal() throws IOException {
        assertThat(STRICT.readValue(example("error.context-length.json"), ErrorEnvelope.class)
                        .promptTooLong())
                .isEqualTo(new PromptTooLongDetails(0, 8_192));
    }

    @Test
    void writesOnlyFieldsThatLlmProxyKnows() throws IOException {
        CompletionRequest request = new CompletionRequest(
                List.of(ChatMessage.system("s"), ChatMessage.user("u")),
                0.7,
                new CompletionRequest.Schema("answer", Map.of("type", "object")),
                7);
        JsonNode written = STRICT.readTree(STRICT.writeValueAsString(ChatCompletionRequest.of(request)));
        JsonNode example = STRICT.readTree(example("chat.request.json"));

        assertThat(written.propertyNames())
                .containsExactlyInAnyOrder("messages", "temperature", "seed", "response_format");
        assertThat(written.at("/messages/0").propertyNames())
                .containsExactlyInAnyOrderElementsOf(example.at("/messages/0").propertyNames());
        assertThat(written.at("/response_format/json_schema").propertyNames())
                .containsExactlyInAnyOrder("name", "strict", "schema");
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name));
    }
}
