package io.minerstack.agent.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientPropertiesTests {

    @ParameterizedTest
    @ValueSource(strings = {"memory", "memory:8003", "ftp://memory", "http:/", ""})
    void namesTheVariableOfAnInvalidUrl(String address) {
        assertThatThrownBy(() -> new WebClientProperties(
                        URI.create(address), 1, URI.create("http://llm-proxy:8004"), 1, Duration.ofSeconds(1), 1))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("MEMORY_SERVICE_URL: ")
                .hasMessageEndingWith("such as http://127.0.0.1:8003)");
    }

    /** Names of Compose services and containers have underscores, names of hosts have none: docker/compose#229. */
    @Test
    void namesAnUnderscoreInAHostName() {
        assertThatThrownBy(() -> new WebClientProperties(
                        URI.create("http://memory:8003"),
                        1,
                        URI.create("http://llm_proxy:8004"),
                        1,
                        Duration.ofSeconds(1),
                        1))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("LLM_PROXY_URL: ")
                .hasMessageContaining("underscore")
                .hasMessageEndingWith("such as http://127.0.0.1:8004)");
    }
}
