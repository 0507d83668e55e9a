package io.minerstack.servicesupport.startup;

import io.minerstack.servicesupport.exception.Causes;
import io.minerstack.servicesupport.secret.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;

/**
 * Turns the failure of a wrong setting into one line that names the environment variable. The variable's name comes
 * from the placeholder of the property, such as {@code memory.retention-days: ${CONVERSATION_CLEANUP_DAYS:7}}, so that
 * only the YAML file relates properties to variables.
 */
class EnvironmentFailureAnalyzer implements FailureAnalyzer {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

    private static final Pattern SECRET = Pattern.compile("key|secret|password|token$|database\\.url");
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");
    private static final int MAX_LENGTH = 100;

    /** What people write for the types that a conversion failure names only by their class. */
    private static final Map<Class<?>, String> FORMS = Map.ofEntries(
            Map.entry(int.class, "a whole number"),
            Map.entry(Integer.class, "a whole number"),
            Map.entry(long.class, "a whole number"),
            Map.entry(Long.class, "a whole number"),
            Map.entry(double.class, "a number, such as 0.7"),
            Map.entry(Double.class, "a number, such as 0.7"),
            Map.entry(boolean.class, "on or off"),
            Map.entry(Boolean.class, "on or off"),
            Map.entry(DataSize.class, "a size, such as 10MB or plain bytes"),
            Map.entry(URI.class, "a URL, such as http://127.0.0.1:8000"),
            Map.entry(InetAddress.class, "an address of this machine, such as 127.0.0.1 or 0.0.0.0"));

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
            // a port is read before its properties are bound
            case InvalidConfigurationPropertyValueException port ->
                line(port.getName(), said(port.getName(), null), "expected: a whole number");
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
                    Object rejected = error instanceof FieldError field ? field.getRejectedValue() : null;
                    return line(name, said(name, rejected), String.valueOf(error.getDefaultMessage()));
                })
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private String describeBinding(BindException bind) {
        Throwable root = Causes.root(bind);
        String name = bind.getName().toString();
        Class<?> type = bind.getTarget().getType().resolve(Object.class);
        String form = FORMS.get(type);
        if (form != null) {
            return line(name, said(name, null), "expected: " + form);
        }
        String rule = root instanceof IllegalArgumentException && root.getMessage() != null
                ? root.getMessage()
                : "the value can't be read as " + type.getSimpleName();
        return variable(name) + ": " + rule;
    }

    private String line(String property, String said, String rule) {
        return variable(property) + ": " + (said.isEmpty() ? rule : said + " (" + rule + ")");
    }

    /** What stands in the variable; empty for a secret, and where nothing stands there. */
    private String said(String property, @Nullable Object rejected) {
        String value = environment == null ? null : environment.getProperty(property);
        if (value == null
                || value.isBlank()
                || rejected instanceof Secret
                || SECRET.matcher(property).find()) {
            return "";
        }
        String line = USER_INFO.matcher(value.strip()).replaceAll("//***@").replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
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
