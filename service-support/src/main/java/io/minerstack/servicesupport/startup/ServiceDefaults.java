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
 * Puts {@code service-defaults.yml} under a service's own settings, and chooses the log format: ECS JSON with request id,
 * service and tenant hash for machines, plain text where a terminal is attached. {@code LOG_FORMAT=json|text} decides otherwise.
 */
public class ServiceDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String DEFAULTS = "service defaults";
    private static final DataSize LEAST_BUFFER = DataSize.ofMegabytes(10);
    private static final String TEXT_PATTERN =
            "%d{HH:mm:ss.SSS} %-5level [%X{request_id:--}] %logger{0}: %msg %kvp%n%wEx";

    @Override
    public int getOrder() {
        // after the service's own files are read, so that these come last
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
            // before the defaults and after the service's own: those may still choose
            environment
                    .getPropertySources()
                    .addBefore(
                            DEFAULTS,
                            new MapPropertySource(
                                    "service minimum buffer",
                                    Map.of("spring.http.codecs.max-in-memory-size", LEAST_BUFFER.toString())));
        }
        Map<String, Object> format = wantsText(environment.getProperty("LOG_FORMAT"))
                ? Map.of("logging.pattern.console", TEXT_PATTERN)
                : Map.of("logging.structured.format.console", "ecs");
        environment.getPropertySources().addLast(new MapPropertySource("service log format", format));
    }

    private static boolean isSmall(@Nullable String requestSize) {
        if (requestSize == null) {
            return false;
        }
        try {
            return DataSize.parse(requestSize).compareTo(LEAST_BUFFER) < 0;
        } catch (IllegalArgumentException unreadable) {
            // where it is bound it stops the start with the variable's name
            return false;
        }
    }

    // JDK 25 went back to returning null where no terminal is attached
    @SuppressWarnings("SystemConsoleNull")
    private static boolean wantsText(@Nullable String format) {
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
