package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** What the environment variables of {@code application.yml} mean. */
class ProvidersPropertiesTests {

    @Test
    void hasTheDefaultTimeOutsOfTheKindOfProvider() throws IOException {
        ProvidersProperties settings = bind(Map.of());

        assertThat(settings.timeouts(ProviderKind.LOCAL)).isEqualTo(timeouts(2, 45, 45, 10));
        assertThat(settings.timeouts(ProviderKind.VLLM)).isEqualTo(timeouts(2, 6, 8, 5));
        assertThat(settings.timeouts(ProviderKind.OPENAI)).isEqualTo(timeouts(2, 6, 8, 5));
    }

    @ParameterizedTest
    @CsvSource({"LOCAL, LOCAL_LLM", "VLLM, VLLM", "OPENAI, OPENAI"})
    void prefersTheProvidersOwnTimeOutToTheGeneralOne(ProviderKind kind, String prefix) throws IOException {
        Map<String, Object> variables = new HashMap<>(Map.of(
                "LLM_CONNECT_TIMEOUT", "11",
                "LLM_FIRST_BYTE_TIMEOUT", "12",
                "LLM_FIRST_TOKEN_TIMEOUT", "13",
                "LLM_INTER_TOKEN_TIMEOUT", "14"));
        assertThat(bind(variables).timeouts(kind)).isEqualTo(timeouts(11, 12, 13, 14));

        variables.put(prefix + "_CONNECT_TIMEOUT", "21");
        variables.put(prefix + "_FIRST_BYTE_TIMEOUT", "22");
        variables.put(prefix + "_FIRST_TOKEN_TIMEOUT", "23");
        variables.put(prefix + "_INTER_TOKEN_TIMEOUT", "24");
        assertThat(bind(variables).timeouts(kind)).isEqualTo(timeouts(21, 22, 23, 24));
    }

    @Test
    void takesAnEmptyVariableForOneThatIsNotSet() throws IOException {
        assertThat(bind(Map.of("VLLM_CONNECT_TIMEOUT", "", "LLM_CONNECT_TIMEOUT", ""))
                        .timeouts(ProviderKind.VLLM))
                .isEqualTo(timeouts(2, 6, 8, 5));
    }

    @Test
    void leavesTheTemperatureToLocalLlmUnlessTheOperatorSetsIt() throws IOException {
        ProvidersProperties settings = bind(Map.of("TEMPERATURE", ""));

        assertThat(settings.requestDefaults(ProviderKind.LOCAL).temperature()).isNull();
        assertThat(settings.requestDefaults(ProviderKind.VLLM).temperature()).isEqualTo(0.7);
        assertThat(bind(Map.of("TEMPERATURE", "0.4"))
                        .requestDefaults(ProviderKind.LOCAL)
                        .temperature())
                .isEqualTo(0.4);
    }

    private static ProvidersProperties bind(Map<String, Object> variables) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        for (PropertySource<?> source :
                new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yml"))) {
            environment.getPropertySources().addLast(source);
        }
        environment.setConversionService(new ApplicationConversionService());
        return Binder.get(environment)
                .bind("llm.providers", ProvidersProperties.class)
                .get();
    }

    private static UpstreamTimeouts timeouts(int connect, int headers, int firstToken, int interToken) {
        return new UpstreamTimeouts(
                Duration.ofSeconds(connect),
                Duration.ofSeconds(headers),
                Duration.ofSeconds(firstToken),
                Duration.ofSeconds(interToken));
    }
}
