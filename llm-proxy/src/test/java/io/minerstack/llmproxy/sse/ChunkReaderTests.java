package io.minerstack.llmproxy.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ChunkReaderTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChunkReader reader = new ChunkReader(JSON, new UpstreamErrorMapper(JSON, Clock.systemUTC()));

    @Test
    void readsTheFieldsOfAnEvent() {
        Chunk chunk = read("""
                {"id":"c","object":"chat.completion.chunk","created":12,"model":"m","system_fingerprint":"f",
                 "choices":[{"index":0,"delta":{"content":"Hi","new":{"deep":[1,{"x":2}]}},
                             "logprobs":{"content":[]},"finish_reason":null,"token_ids":[1,2]}],
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
                "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[]},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}"
            })
    void findsNoTokenInAnEmptyEvent(String event) {
        assertThat(read(event).hasToken()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":[{\"delta\":{\"conte", "[1]", "\"text\"", "", "{\"id\":\"c\"", "nonsense"})
    void readsNoChunkFromOtherText(String event) {
        assertThat(reader.read(event.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void readsTheFirstOfTwoReasoningFields() {
        Chunk chunk = read("""
                {"choices":[{"delta":{"reasoning_content":"Hm","reasoning":"Hm"},"finish_reason":null}]}""");

        assertThat(Objects.requireNonNull(chunk.delta()).reasoning())
                .isEqualTo(new Chunk.Reasoning("reasoning_content", "Hm"));
    }

    @Test
    void failsOnAnErrorEvent() {
        assertThatThrownBy(() -> read("{\"error\":{\"message\":\"engine\",\"code\":500}}"))
                .isInstanceOfSatisfying(UpstreamException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.INVALID_RESPONSE));
        assertThatThrownBy(() -> read("{\"error\":{\"message\":\"maximum context length is 5\"}}"))
                .isInstanceOfSatisfying(UpstreamException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.REJECTED));
    }

    private Chunk read(String event) {
        return Objects.requireNonNull(reader.read(event.getBytes(StandardCharsets.UTF_8)));
    }
}
