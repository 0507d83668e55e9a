package io.minerstack.servicesupport.settings;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads the environment as operators of other miners write it. An empty variable means its default, and so does one
 * that is only a comment: {@code docker compose} takes the comment of {@code NAME=   # text} for the value. {@code
 * LOG_LEVEL} may have the names of Python's levels, and {@code LLM_PROVIDER} may be in upper case.
 */
class OperatorVariables implements EnvironmentPostProcessor, Ordered {

    private static final String ENVIRONMENT = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    private static final String LOG_LEVEL = "LOG_LEVEL";
    private static final String LLM_PROVIDER = "LLM_PROVIDER";

    private static final Pattern NO_VALUE = Pattern.compile("\\s*(#\\s.*)?", Pattern.DOTALL);

    private static final Map<String, String> LEVELS_OF_PYTHON =
            Map.of("WARNING", "WARN", "CRITICAL", "ERROR", "FATAL", "ERROR", "NOTSET", "INFO");

    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    @Override
    public int getOrder() {
        // before files with settings are read, whose placeholders name the variables
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        hideEmpty(environment);
        Map<String, Object> understood = new HashMap<>();
        String level = environment.getProperty(LOG_LEVEL, "");
        if (!level.isBlank()) {
            understood.put(LOG_LEVEL, level(level));
        }
        String providers = environment.getProperty(LLM_PROVIDER, "");
        if (!providers.isBlank()) {
            understood.put(LLM_PROVIDER, providers.strip().toLowerCase(Locale.ROOT));
        }
        environment.getPropertySources().addFirst(new MapPropertySource("variables as understood", understood));
    }

    /** A placeholder such as {@code ${PORT:8001}} takes its default only where the variable is missing. */
    private static void hideEmpty(ConfigurableEnvironment environment) {
        PropertySource<?> source = environment.getPropertySources().get(ENVIRONMENT);
        if (source instanceof SystemEnvironmentPropertySource variables) {
            Map<String, Object> filled = new HashMap<>(variables.getSource());
            filled.values().removeIf(value -> NO_VALUE.matcher(value.toString()).matches());
            environment
                    .getPropertySources()
                    .replace(ENVIRONMENT, new SystemEnvironmentPropertySource(ENVIRONMENT, filled));
        }
    }

    private static String level(String sent) {
        String name = sent.strip().toUpperCase(Locale.ROOT);
        String level = LEVELS_OF_PYTHON.getOrDefault(name, name);
        if (!LEVELS.contains(level)) {
            throw new InvalidConfigurationException(
                    LOG_LEVEL + ": " + sent + " (expected: DEBUG, INFO, WARNING, ERROR or CRITICAL)");
        }
        return level;
    }
}
