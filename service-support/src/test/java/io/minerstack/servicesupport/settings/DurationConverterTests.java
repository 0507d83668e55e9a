package io.minerstack.servicesupport.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.test.util.ReflectionTestUtils;

class DurationConverterTests {

    private final GenericConversionService conversion = new GenericConversionService();

    DurationConverterTests() {
        conversion.addConverter(new DurationConverter());
    }

    /** Plain numbers, since people leave the unit out (apereo/cas#2115, spring-projects/spring-boot#49722). */
    @ParameterizedTest
    @CsvSource({
        "5, PT5S",
        "' 60 ', PT1M",
        "0, PT0S",
        "0.5, PT0.5S",
        "60.0, PT1M",
        "500ms, PT0.5S",
        "1.5s, PT1.5S",
        "2 s, PT2S",
        "10M, PT10M",
        "1h, PT1H",
        "7d, PT168H",
        "300us, PT0.0003S",
        "-1, PT-1S",
        "PT2M, PT2M",
        "PT1M30S, PT1M30S"
    })
    void readsATime(String text, Duration expected) {
        assertThat(conversion.convert(text, Duration.class)).isEqualTo(expected);
    }

    @Test
    void readsNumbersAsSeconds() {
        assertThat(conversion.convert(5, Duration.class)).isEqualTo(Duration.ofSeconds(5));
        assertThat(conversion.convert(0.25, Duration.class)).isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"long", "5 seconds", "5x", "1:30", "5s 5", "9999999999999999999", "999999999999999999d", "NaN"})
    void refusesEverythingElseWithAnExample(String text) {
        assertThatThrownBy(() -> conversion.convert(text, Duration.class))
                .isInstanceOf(ConversionFailedException.class)
                .rootCause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text
                        + "\" is not a time (expected: seconds, such as 5, or with a unit, such as 500ms, 2s, 10m)");
    }

    @Test
    void readsOrRefusesAnyText() {
        Random random = new Random(17);
        String alphabet = "0123456789.+-smhdPT ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(1, 8); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                conversion.convert(text.toString(), Duration.class);
            } catch (ConversionFailedException refused) {
                assertThat(refused.getCause()).isExactlyInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void appliesToAllSettingsOfAServiceAndOfLibraries() {
        SpringApplication application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .build();

        try (ConfigurableApplicationContext context =
                application.run("--times.plain=5", "--times.days=7", "--times.unit=5ms", "--SHUTDOWN_TIMEOUT=20")) {
            assertThat(context.getBean(Times.class))
                    .isEqualTo(new Times(
                            Duration.ofSeconds(5), Duration.ofDays(7), Duration.ofMillis(5), Duration.ofSeconds(30)));
            assertThat(ReflectionTestUtils.getField(
                            context.getBean(DefaultLifecycleProcessor.class), "timeoutPerShutdownPhase"))
                    .isEqualTo(20_000L);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Times.class)
    @ImportAutoConfiguration({SettingsAutoConfiguration.class, LifecycleAutoConfiguration.class})
    static class Application {}

    @ConfigurationProperties("times")
    record Times(
            Duration plain,
            @DurationUnit(ChronoUnit.DAYS) Duration days,
            Duration unit,
            @DefaultValue("30") Duration standard) {}
}
