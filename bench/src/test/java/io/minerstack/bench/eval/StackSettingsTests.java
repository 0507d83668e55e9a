package io.minerstack.bench.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackSettingsTests {

    private static final URI LOCAL = URI.create("http://127.0.0.1:1234");

    @Test
    void takesTheSettingsOfTheModelAndNotThoseOfARunningStack() {
        Map<String, String> settings = StackSettings.of(
                Map.of(
                        "LLM_PROVIDER", "vllm",
                        "VLLM_BASE_URL", "http://gpu:8000/v1",
                        "TEMPERATURE", "0.2",
                        "API_KEY", "the operator's",
                        "PORT", "8001",
                        "AGENT_SERVICE_PORT", "8002",
                        "DATABASE_URL", "postgresql://db",
                        "MINER_DATA", "/data",
                        "RATE_LIMIT_COMPLETE", "1/m"),
                "the run's");
        assertThat(settings)
                .containsOnly(
                        Map.entry("LLM_PROVIDER", "vllm"),
                        Map.entry("VLLM_BASE_URL", "http://gpu:8000/v1"),
                        Map.entry("TEMPERATURE", "0.2"),
                        Map.entry("API_KEY", "the run's"),
                        Map.entry("RATE_LIMIT_ALL", "off"));
    }

    @Test
    void asksTheBareModelAtTheFirstProvider() {
        assertThat(ModelServer.of(Map.of(), LOCAL).completions())
                .isEqualTo(URI.create("http://127.0.0.1:1234/v1/chat/completions"));
        assertThat(ModelServer.of(
                        Map.of(
                                "LLM_PROVIDER",
                                "VLLM, openai",
                                "VLLM_BASE_URL",
                                "http://a:8000/,http://b",
                                "VLLM_MODEL",
                                "m"),
                        LOCAL))
                .isEqualTo(new ModelServer("vllm", URI.create("http://a:8000/v1"), "m", ""));
        assertThat(ModelServer.of(
                                Map.of(
                                        "LLM_PROVIDER", "openai",
                                        "OPENAI_BASE_URL", "https://host/api/v2/",
                                        "OPENAI_API_KEY", "k"),
                                LOCAL)
                        .url())
                .isEqualTo(URI.create("https://host/api/v2"));
    }
}
