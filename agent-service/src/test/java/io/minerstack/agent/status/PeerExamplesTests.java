package io.minerstack.agent.status;

import static io.minerstack.agent.TestObjects.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Both peers' own examples of {@code /status}. */
class PeerExamplesTests {

    @Test
    void readsTheModelsStatus() throws IOException {
        ModelStatus status = STRICT.readValue(example("llm-proxy"), ModelStatus.class);

        assertThat(status.llmProvider()).isNotBlank();
        assertThat(status.model()).isNotBlank();
        assertThat(status.state()).isIn("available", "degraded", "unavailable");
        assertThat(status.providers()).isNotEmpty();
    }

    @Test
    void readsTheMemorysStatus() throws IOException {
        assertThat(STRICT.readValue(example("memory-service"), MemoryStatus.class)
                        .activeConversations())
                .isEqualTo(12);
    }

    private static String example(String service) throws IOException {
        return Files.readString(Path.of("..", service, "contract", "examples", "status.response.json"));
    }
}
