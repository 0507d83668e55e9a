package io.minerstack.llmproxy.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ChunkReaderTests {

    private final ChunkReader reader = new ChunkReader(JsonMapper.shared());

    @Test
    void readsWhatAnEventAdds() {
        Chunk chunk = read("""
                {"id":"c","object":"chat.completion.chunk","created":12,"model":"m","system_fingerprint":"f",
                 "choices":[{"index":0,"delta":{"content":"Hi","new":{"deep":[1,{"x":2}]}},"logprobs":{"content":[]},"finish_reason":null,"token_ids":[1,2]}],
                 "usage":null}""");

        assertThat(chunk.head()).isEqualTo(new Chunk.Head("c", "m", 12, "f"));
        assertThat(Objects.requireNonNull(chunk.delta()).content()).isEqualTo("Hi");
        assertThat(chunk.hasToken()).isTrue();
        assertThat(chunk.finishReason()).isNull();
        assertThat(chunk.usage()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}",
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}"
            })
    void seesNoTokenInEmptyEvents(String event) {
        assertThat(read(event).hasToken()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":[{\"delta\":{\"conte", "[1]", "\"text\"", "", "{\"id\":\"c\"", "nonsense"})
    void takesNoEventThatIsNotAJsonObject(String event) {
        assertThat(reader.read(event.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void readsTheFirstOfTwoNamesForOneThought() {
        Chunk chunk = read(
                "{\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm\",\"reasoning\":\"Hm\"},\"finish_reason\":null}]}");

        assertThat(Objects.requireNonNull(chunk.delta()).reasoning())
                .isEqualTo(new Chunk.Reasoning("reasoning_content", "Hm"));
    }

    @Test
    void failsOnAnErrorInTheStream() {
        assertThatThrownBy(() -> read("{\"error\":{\"message\":\"engine\",\"code\":500}}"))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UpstreamFailure.Kind.UNUSABLE));
        assertThatThrownBy(() -> read("{\"error\":{\"message\":\"maximum context length is 5\"}}"))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UpstreamFailure.Kind.REFUSED));
    }

    private Chunk read(String event) {
        return Objects.requireNonNull(reader.read(event.getBytes(StandardCharsets.UTF_8)));
    }
}
