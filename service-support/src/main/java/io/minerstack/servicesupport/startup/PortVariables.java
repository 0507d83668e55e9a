package io.minerstack.servicesupport.startup;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Refuses a variable that is no port. Spring Boot takes 0 for any free port and -1 for no server at all: nobody would
 * find the service. A port that a test sets by the property's own name may be 0. Runs when the log is set up, so that
 * the reason is one line.
 */
public class PortVariables implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final List<String> PORTS = List.of("server.port", "management.server.port");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::[^}]*)?}");
    private static final Pattern PORT = Pattern.compile("0{0,5}[1-9][0-9]{0,4}");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_LENGTH = 100;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment());
    }

    static void check(ConfigurableEnvironment environment) {
        for (String property : PORTS) {
            String variable = variable(environment, property);
            String value = variable == null ? null : environment.getProperty(variable);
            if (value != null && !isPort(value.strip())) {
                String said = value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH) + "…";
                throw new InvalidConfigurationException(
                        variable + ": " + said.replaceAll("\\p{Cntrl}", " ") + " (expected: a port from 1 to 65535)");
            }
        }
    }

    /** The variable that the property is read from; null where something else sets the property. */
    private static @Nullable String variable(ConfigurableEnvironment environment, String property) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            // Spring Boot's own source stands before all others and has their values
            Object value = source.getName().equals("configurationProperties") ? null : source.getProperty(property);
            if (value != null) {
                Object raw = value instanceof OriginTrackedValue tracked ? tracked.getValue() : value;
                Matcher placeholder = VARIABLE.matcher(String.valueOf(raw));
                return placeholder.matches() ? placeholder.group(1) : null;
            }
        }
        return null;
    }

    private static boolean isPort(String value) {
        return PORT.matcher(value).matches() && Integer.parseInt(value) <= MAX_PORT;
    }
}
