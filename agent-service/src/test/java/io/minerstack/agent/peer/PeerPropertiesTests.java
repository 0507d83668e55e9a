package io.minerstack.agent.peer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.hop.startup.WrongEnvironment;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerPropertiesTests {

    @ParameterizedTest
    @ValueSource(strings = {"memory", "memory:8003", "ftp://memory", "http:/", ""})
    void namesTheVariableOfAnAddressThatIsNone(String address) {
        assertThatThrownBy(() -> new PeerProperties(
                        URI.create(address), 1, URI.create("http://llm-proxy:8004"), 1, Duration.ofSeconds(1), 1))
                .isInstanceOf(WrongEnvironment.class)
                .hasMessageStartingWith("MEMORY_SERVICE_URL: ");
    }
}
