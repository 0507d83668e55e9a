package io.minerstack.llmproxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ProbeStateTests {

    private final ProbeState state = new ProbeState();

    @Test
    void isUnknownBeforeTheFirstProbe() {
        assertThat(state.state()).isEqualTo(UpstreamState.UNKNOWN);
    }

    @Test
    void opensWithTheSecondFailedProbe() {
        state.succeeded();

        assertThat(state.failed()).isFalse();
        assertThat(state.state()).isEqualTo(UpstreamState.AVAILABLE);
        assertThat(state.failed()).as("changed the state").isTrue();
        assertThat(state.state()).isEqualTo(UpstreamState.OPEN);
        assertThat(state.failed()).as("changed the state again").isFalse();
    }

    @Test
    void countsFailedProbesInARowOnly() {
        state.failed();
        state.succeeded();
        state.failed();

        assertThat(state.state()).isEqualTo(UpstreamState.AVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_model_len", "max_context_length", "context_length"})
    void readsModelAndContext(String field) {
        state.succeeded(JsonMapper.shared()
                .readTree("{\"data\":[{\"id\":\"a-model\",\"%s\":8192},{\"id\":\"other\"}]}".formatted(field)));

        assertThat(state.model()).isEqualTo("a-model");
        assertThat(state.maxContext()).isEqualTo(8_192);
        assertThat(state.state()).isEqualTo(UpstreamState.AVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"data\":[]}", "{\"data\":[{\"max_model_len\":\"long\"}]}"})
    void knowsNoModelFromAnotherBody(String body) {
        state.succeeded(JsonMapper.shared().readTree(body));

        assertThat(state.model()).isNull();
        assertThat(state.maxContext()).isNull();
    }
}
