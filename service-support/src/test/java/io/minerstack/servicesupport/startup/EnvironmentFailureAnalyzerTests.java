package io.minerstack.servicesupport.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.minerstack.servicesupport.secret.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.validation.annotation.Validated;

class EnvironmentFailureAnalyzerTests {

    /** As in the application.yml of a service. */
    private static final Map<String, Object> MAPPING = Map.of(
            "thing.keep-days", "${KEEP_DAYS:7}",
            "thing.timeout", "${TIMEOUT:5s}",
            "thing.key", "${THING_KEY:}");

    @Test
    void namesTheVariableWhoseValueBreaksARule() {
        assertThat(lineFor("KEEP_DAYS", "99")).isEqualTo("KEEP_DAYS: 99 (must be less than or equal to 30)");
    }

    @Test
    void namesTheVariableWhoseValueIsOfTheWrongType() {
        assertThat(lineFor("KEEP_DAYS", "many")).startsWith("KEEP_DAYS: ").contains("many");
        assertThat(lineFor("TIMEOUT", "long")).startsWith("TIMEOUT: ");
    }

    @Test
    void neverPrintsASecret() {
        assertThat(Secret.of("hunter2")).hasToString("***");
        assertThat(new Things(1, Duration.ofSeconds(1), Secret.of("hunter2")).toString())
                .doesNotContain("hunter2");
    }

    private static String lineFor(String variable, String value) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("environment", Map.of(variable, value)));
        environment.getPropertySources().addLast(new MapPropertySource("application.yml", MAPPING));
        SpringApplication application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .logStartupInfo(false)
                .build();
        Throwable failure = catchThrowable(application::run);
        FailureAnalysis analysis = new EnvironmentFailureAnalyzer(environment).analyze(failure);
        return analysis == null ? "no analysis of " + failure : analysis.getDescription();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Things.class)
    static class Application {}

    @Validated
    @ConfigurationProperties("thing")
    record Things(@Max(30) int keepDays, @NotNull Duration timeout, Secret key) {}
}
