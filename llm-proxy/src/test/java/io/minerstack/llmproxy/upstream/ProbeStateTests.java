package io.minerstack.llmproxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ProbeStateTests {

    private final ProbeState state = new ProbeState("a-model");

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

    @Test
    void readsHowManyRequestsTheServerWorksOnAtOnce() {
        String list = "{'data':[{'id':'a-model','max_num_seqs':2},{'id':'other'}]}";
        state.succeeded(JsonMapper.shared().readTree(list.replace('\'', '"')));
        assertThat(state.maxSequences()).isEqualTo(2);

        state.succeeded(JsonMapper.shared().readTree("{\"data\":[{\"id\":\"a-model\"}]}"));
        assertThat(state.maxSequences()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "null", "\"2\"", "99999999999"})
    void takesNoImpossibleNumberOfRequests(String number) {
        String list = "{'data':[{'id':'a-model','max_num_seqs':%s}]}";
        state.succeeded(JsonMapper.shared().readTree(list.replace('\'', '"').formatted(number)));

        assertThat(state.maxSequences()).isNull();
    }

    /** The list of a server with several models, as of vLLM with adapters (LoRA), LM Studio and Ollama. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':[{'id':'other','max_model_len':4096},{'id':'a-model','max_model_len':8192}]}",
                "{'data':[{'id':'other','max_model_len':32768},{'id':'a-model','context_length':8192}]}",
                "{'data':[{'max_model_len':32768},{'id':7},{'id':'a-model','max_context_length':8192}]}"
            })
    void readsTheContextOfTheConfiguredModelOnly(String list) {
        state.succeeded(JsonMapper.shared().readTree(list.replace('\'', '"')));

        assertThat(state.model()).isEqualTo("a-model");
        assertThat(state.maxContext()).isEqualTo(8_192);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':[{'id':'other','max_model_len':4096}]}",
                "{'data':[{'id':'A-MODEL','max_model_len':4096},{'id':'other','max_model_len':1}]}",
                "{'data':[{'max_model_len':4096}]}"
            })
    void takesNoContextFromAnotherModel(String list) {
        state.succeeded(JsonMapper.shared().readTree(list.replace('\'', '"')));

        assertThat(state.model()).isNull();
        assertThat(state.maxContext()).isNull();
        assertThat(state.state()).isEqualTo(UpstreamState.AVAILABLE);
    }

    /** Which of several models a server takes for {@code default} is not known. */
    @Test
    void takesTheOnlyModelOfAListForTheDefault() {
        ProbeState own = new ProbeState("default");

        own.succeeded(JsonMapper.shared().readTree("{\"data\":[{\"id\":\"a\",\"max_model_len\":1024}]}"));
        assertThat(own.model()).isEqualTo("a");
        assertThat(own.maxContext()).isEqualTo(1_024);

        own.succeeded(
                JsonMapper.shared().readTree("{\"data\":[{\"id\":\"a\",\"max_model_len\":1024},{\"id\":\"b\"}]}"));
        assertThat(own.model()).isNull();
        assertThat(own.maxContext()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"data\":[]}", "{\"data\":[{\"max_model_len\":\"long\"}]}"})
    void knowsNoModelFromAnotherBody(String body) {
        state.succeeded(JsonMapper.shared().readTree(body));

        assertThat(state.model()).isNull();
        assertThat(state.maxContext()).isNull();
    }
}
