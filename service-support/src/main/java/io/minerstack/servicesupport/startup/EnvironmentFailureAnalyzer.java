package io.minerstack.servicesupport.startup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.validation.FieldError;

/**
 * Turns a wrong setting into one line that names the environment variable. The variable is found in the placeholder that
 * the property is mapped to ({@code memory.retention-days: ${CONVERSATION_CLEANUP_DAYS:7}}), so the YAML stays the one map.
 */
class EnvironmentFailureAnalyzer implements FailureAnalyzer {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

    private final @Nullable ConfigurableEnvironment environment;

    EnvironmentFailureAnalyzer(Environment environment) {
        this.environment = environment instanceof ConfigurableEnvironment configurable ? configurable : null;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String line =
                    switch (cause) {
                        case InvalidConfigurationException wrong -> String.valueOf(wrong.getMessage());
                        case PortInUseException taken ->
                            "Port " + taken.getPort()
                                    + " is taken by another process: stop it, or choose another port.";
                        case BindValidationException invalid -> validation(invalid);
                        case BindException bind when deeper(bind) == null -> binding(bind);
                        default -> null;
                    };
            if (line != null) {
                return new FailureAnalysis(line, null, failure);
            }
        }
        return null;
    }

    private static @Nullable Throwable deeper(BindException bind) {
        for (Throwable cause = bind.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException || cause instanceof InvalidConfigurationException) {
                return cause;
            }
        }
        return null;
    }

    private String validation(BindValidationException invalid) {
        ConfigurationPropertyName prefix = invalid.getValidationErrors().getName();
        return invalid.getValidationErrors().getAllErrors().stream()
                .map(error -> {
                    String name = error instanceof FieldError field
                            ? prefix + "." + dashed(field.getField())
                            : prefix.toString();
                    return variable(name) + ": " + error.getDefaultMessage();
                })
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private String binding(BindException bind) {
        Throwable root = bind;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String rule = root instanceof IllegalArgumentException && root.getMessage() != null
                ? root.getMessage()
                : "the value can't be read as " + bind.getTarget().getType();
        return variable(bind.getName().toString()) + ": " + rule;
    }

    private static String dashed(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }

    /** The variable that a property comes from, or the property's own name where it comes from no variable. */
    private String variable(String property) {
        if (environment == null) {
            return property;
        }
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!(source instanceof EnumerablePropertySource<?> enumerable)) {
                continue;
            }
            for (String name : enumerable.getPropertyNames()) {
                if (name.equals(property)) {
                    Matcher matcher = VARIABLE.matcher(raw(enumerable.getProperty(name)));
                    if (matcher.find()) {
                        return matcher.group(1);
                    }
                }
            }
        }
        return property;
    }

    private static String raw(@Nullable Object value) {
        return String.valueOf(value instanceof OriginTrackedValue tracked ? tracked.getValue() : value);
    }
}
