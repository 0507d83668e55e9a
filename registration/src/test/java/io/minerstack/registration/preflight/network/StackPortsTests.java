package io.minerstack.registration.preflight.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.credentials.ApiUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackPortsTests {

    private static final StackPorts DEFAULTS = StackPorts.of(Map.of());

    @Test
    void hasTheDefaultPortsAndThoseOfTheSettings() {
        assertThat(DEFAULTS.gateway()).isEqualTo(8001);
        assertThat(DEFAULTS.internal()).containsKeys(8001, 8002, 9001, 5432, 3000);
        StackPorts moved = StackPorts.of(Map.of(
                "MEMORY_SERVICE_PORT", "37003", "GRAFANA_PORT", "33000", "LLM_PROXY_PORT", "x", "PORT", "70000"));
        assertThat(moved.internal())
                .containsEntry(37003, "memory-service")
                .containsEntry(33000, "Grafana")
                .hasSize(DEFAULTS.internal().size() + 2);
        assertThat(moved.gateway()).isEqualTo(8001);
    }

    @Test
    void followsTheSettingOfTheGatewaysPort() {
        StackPorts moved = StackPorts.of(Map.of("PORT", "37001"));
        assertThat(moved.gateway()).isEqualTo(37001);
        assertThat(moved.internal()).containsEntry(37001, "gateway without TLS").containsKey(8001);
        assertThat(moved.expected(new ApiUrl("http://a.example"))).containsExactlyInAnyOrder(80, 37001);
    }

    @Test
    void expectsThePortOfTheUrlAndForHttpAlsoTheGatewaysOwn() {
        assertThat(DEFAULTS.expected(new ApiUrl("https://a.example"))).containsExactly(443);
        assertThat(DEFAULTS.expected(new ApiUrl("https://a.example:8001"))).containsExactly(8001);
        assertThat(DEFAULTS.expected(new ApiUrl("http://a.example"))).containsExactlyInAnyOrder(80, 8001);
        assertThat(DEFAULTS.expected(new ApiUrl("http://a.example:8001"))).containsExactly(8001);
    }
}
