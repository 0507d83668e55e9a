package io.minerstack.agent.status;

import static io.minerstack.agent.TestObjects.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The records of this package read the example bodies of llm-proxy and memory-service. */
class StatusExamplesTests {

    @Test
    void readsLlmProxysStatus() throws IOException {
        LlmProxyStatus status = STRICT.readValue(example("llm-proxy"), LlmProxyStatus.class);

        assertThat(status.llmProvider()).isNotBlank();
        assertThat(status.model()).isNotBlank();
        assertThat(status.state()).isIn("available", "degraded", "unavailable");
        assertThat(status.providers()).isNotEmpty();
    }

    @Test
    void readsMemoryServicesStatus() throws IOException {
        assertThat(STRICT.readValue(example("memory-service"), MemoryServiceStatus.class)
                        .activeConversations())
                .isEqualTo(12);
    }

    private static String example(String service) throws IOException {
        return Files.readString(Path.of("..", service, "contract", "examples", "status.response.json"));
    }
}
