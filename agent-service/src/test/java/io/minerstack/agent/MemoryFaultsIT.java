package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MemoryFaultsIT extends RunningAgentService {

    @ParameterizedTest
    @ValueSource(ints = {503, 500, 404})
    void answersWithoutTheMemory(int status) {
        MEMORY.fails(status);

        JsonNode reply = answer("complete", ask("q"));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo("A fine answer.");
        assertThat(reply.at("/metadata/memory").asString()).isEqualTo("unavailable");
        assertThat(reply.at("/metadata/stored").asBoolean(true)).isFalse();
    }

    @Test
    void answersWhileTheMemoryHangs() {
        MEMORY.hangs();

        assertThat(answer("complete", ask("q")).at("/metadata/memory").asString())
                .isEqualTo("unavailable");
    }

    @Test
    void answersWhileTheMemorySendsMalformedJson() {
        MEMORY.answers(request -> FakeMemoryService.Reply.json(200, "{\"messages\":\"many\""));

        assertThat(answer("complete", ask("q")).at("/metadata/memory").asString())
                .isEqualTo("unavailable");
    }
}
