package io.minerstack.servicesupport.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class OperatorVariablesTests {

    /** Compose passes an unset variable on as an empty one (docker/compose#2359, docker/compose#3768). */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "# http://127.0.0.1:8000/v1", " #\tnothing"})
    void takesAnEmptyVariableForAMissingOne(String empty) {
        StandardEnvironment environment = environment(Map.of("OPENAI_BASE_URL", empty, "PORT", "9000"));

        assertThat(environment.resolvePlaceholders("${OPENAI_BASE_URL:https://api.openai.com/v1}"))
                .isEqualTo("https://api.openai.com/v1");
        assertThat(environment.getProperty("PORT")).isEqualTo("9000");
    }

    @Test
    void stillReadsPropertiesUnderTheNamesOfVariables() {
        assertThat(environment(Map.of("SPRING_APPLICATION_NAME", "other")).getProperty("spring.application.name"))
                .isEqualTo("other");
    }

    /** The names of Python's logging module, which other miners have in their settings. */
    @ParameterizedTest
    @CsvSource({
        "WARNING, WARN",
        "warning, WARN",
        "CRITICAL, ERROR",
        "Fatal, ERROR",
        "NOTSET, INFO",
        "' info ', INFO",
        "DEBUG, DEBUG",
        "ERROR, ERROR",
        "trace, TRACE"
    })
    void understandsTheLevelsOfPython(String sent, String level) {
        assertThat(environment(Map.of("LOG_LEVEL", sent)).getProperty("LOG_LEVEL"))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOUD", "20", "INFO,DEBUG"})
    void refusesOtherLevels(String level) {
        assertThatThrownBy(() -> environment(Map.of("LOG_LEVEL", level)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("LOG_LEVEL: " + level + " (expected: DEBUG, INFO, WARNING, ERROR or CRITICAL)");
    }

    @Test
    void understandsProvidersInAnyCase() {
        assertThat(environment(Map.of("LLM_PROVIDER", " VLLM,OpenAI ")).getProperty("LLM_PROVIDER"))
                .isEqualTo("vllm,openai");
    }

    @Test
    void setsNothingByItself() {
        StandardEnvironment environment = environment(Map.of("LOG_LEVEL", "", "LLM_PROVIDER", ""));

        assertThat(environment.containsProperty("LOG_LEVEL")).isFalse();
        assertThat(environment.containsProperty("LLM_PROVIDER")).isFalse();
    }

    private static StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
        new OperatorVariables().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
