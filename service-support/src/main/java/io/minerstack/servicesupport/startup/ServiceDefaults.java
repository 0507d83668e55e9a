package io.minerstack.servicesupport.startup;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/**
 * Adds {@code service-defaults.yml} below a service's own settings, and chooses the log format: plain text where a
 * terminal is attached, else ECS JSON with request id, service and tenant hash. {@code LOG_FORMAT=json|text} overrides
 * the choice.
 */
public class ServiceDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String DEFAULTS = "service defaults";
    private static final DataSize MIN_BUFFER = DataSize.ofMegabytes(10);
    private static final String TEXT_PATTERN =
            "%d{HH:mm:ss.SSS} %-5level ${spring.application.name:-} [%X{request_id:--} %X{tenant:--}"
                    + "%replace( %X{trace_id}){'^ $',''}] %logger{0}: %msg %kvp%n%wEx";

    @Override
    public int getOrder() {
        // after the service's own files are loaded, so that these have the lowest precedence
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            new YamlPropertySourceLoader()
                    .load(DEFAULTS, new ClassPathResource("service-defaults.yml"))
                    .forEach(source -> environment.getPropertySources().addLast(source));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("service-defaults.yml can't be read", unreadable);
        }
        if (isSmall(environment.getProperty("MAX_REQUEST_SIZE"))) {
            // above the defaults, which have the small value, and below the service's own settings
            environment
                    .getPropertySources()
                    .addBefore(
                            DEFAULTS,
                            new MapPropertySource(
                                    "service minimum buffer",
                                    Map.of("spring.http.codecs.max-in-memory-size", MIN_BUFFER.toString())));
        }
        Map<String, Object> format = isTextWanted(environment.getProperty("LOG_FORMAT"))
                ? Map.of("logging.pattern.console", TEXT_PATTERN)
                : Map.of("logging.structured.format.console", "ecs");
        environment.getPropertySources().addLast(new MapPropertySource("service log format", format));
    }

    private static boolean isSmall(@Nullable String requestSize) {
        if (requestSize == null) {
            return false;
        }
        try {
            return DataSize.parse(requestSize).compareTo(MIN_BUFFER) < 0;
        } catch (IllegalArgumentException unreadable) {
            // binding fails later and names the variable
            return false;
        }
    }

    // JDK 25 returns null again where no terminal is attached
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTextWanted(@Nullable String format) {
        if (format == null || format.isBlank() || format.equals("auto")) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
        return switch (format) {
            case "text" -> true;
            case "json" -> false;
            default ->
                throw new InvalidConfigurationException("LOG_FORMAT: " + format + " (expected: json, text or auto)");
        };
    }
}
