package io.minerstack.servicesupport.startup;

import io.minerstack.servicesupport.exception.Causes;
import java.util.Locale;
import java.util.Objects;
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
 * Turns the failure of a wrong setting into one line that names the environment variable. The variable's name comes
 * from the placeholder of the property, such as {@code memory.retention-days: ${CONVERSATION_CLEANUP_DAYS:7}}, so that
 * only the YAML file relates properties to variables.
 */
class EnvironmentFailureAnalyzer implements FailureAnalyzer {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

    private final @Nullable ConfigurableEnvironment environment;

    EnvironmentFailureAnalyzer(Environment environment) {
        this.environment = environment instanceof ConfigurableEnvironment configurable ? configurable : null;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Causes.of(failure)
                .map(this::describe)
                .filter(Objects::nonNull)
                .findFirst()
                .map(line -> new FailureAnalysis(line, null, failure))
                .orElse(null);
    }

    /** Null for a cause that says nothing about a setting, and for one whose own cause says more. */
    private @Nullable String describe(Throwable cause) {
        return switch (cause) {
            case InvalidConfigurationException wrong -> String.valueOf(wrong.getMessage());
            case PortInUseException inUse ->
                "Port " + inUse.getPort() + " is taken by another process: stop it, or choose another port.";
            case BindValidationException invalid -> describeViolations(invalid);
            case BindException bind
            when !Causes.contain(bind, BindValidationException.class, InvalidConfigurationException.class) ->
                describeBinding(bind);
            default -> null;
        };
    }

    private String describeViolations(BindValidationException invalid) {
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

    private String describeBinding(BindException bind) {
        Throwable root = Causes.root(bind);
        String rule = root instanceof IllegalArgumentException && root.getMessage() != null
                ? root.getMessage()
                : "the value can't be read as " + bind.getTarget().getType();
        return variable(bind.getName().toString()) + ": " + rule;
    }

    private static String dashed(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** The environment variable that a property is read from, or the property's own name where there is none. */
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
