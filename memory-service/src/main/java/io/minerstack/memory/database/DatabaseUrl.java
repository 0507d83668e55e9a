package io.minerstack.memory.database;

import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code DATABASE_URL}, decoded. What is wrong with one is said without quoting it: it holds a password.
 *
 * @param parameters {@code sslmode} and {@code sslrootcert}, where given
 */
record DatabaseUrl(
        String host, int port, String database, String user, Secret password, Map<String, String> parameters) {

    private static final Pattern FORM = Pattern.compile(
            "postgres(?:ql)?://([^/?]*)@(\\[[0-9A-Fa-f:.]+]|[^:@/?]+)(?::(\\d{1,5}))?/([^/?]+)(?:\\?(.*))?");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_PORT = 65535;

    static DatabaseUrl parse(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw wrong(
                    "can't be read (expected: postgresql://user:password@host:port/db, with / ? @ : and % in the user"
                            + " or password percent-encoded)");
        }
        String[] credentials = parts.group(1).split(":", 2);
        int port = parts.group(3) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(3));
        if (credentials[0].isEmpty() || port < 1 || port > MAX_PORT) {
            throw wrong(credentials[0].isEmpty() ? "names no user" : "port " + port + " (expected: 1-65535)");
        }
        return new DatabaseUrl(
                parts.group(2).replace("[", "").replace("]", ""),
                port,
                decode(parts.group(4)),
                decode(credentials[0]),
                Secret.of(credentials.length == 2 ? decode(credentials[1]) : ""),
                parameters(parts.group(5)));
    }

    DatabaseUrl withPassword(Secret other) {
        return new DatabaseUrl(host, port, database, user, other, parameters);
    }

    /** Host and port, which may be shown. */
    String place() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parameter = pair.split("=", 2);
            String value = parameter.length == 2 ? decode(parameter[1]) : "";
            boolean known =
                    switch (parameter[0]) {
                        case "sslmode" -> SSL_MODES.contains(value);
                        case "sslrootcert" -> !value.isEmpty();
                        default -> false;
                    };
            if (!known) {
                throw wrong("parameter " + parameter[0]
                        + " is unknown or has a wrong value (expected: sslmode="
                        + "disable|allow|prefer|require|verify-ca|verify-full, sslrootcert=<file>)");
            }
            parameters.put(parameter[0], value);
        }
        return Map.copyOf(parameters);
    }

    private static String decode(String part) {
        try {
            // not a form: a plus is a plus
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw wrong("has a % that is no percent-encoding (write %25 for a percent sign)");
        }
    }

    private static InvalidConfigurationException wrong(String rule) {
        return new InvalidConfigurationException("DATABASE_URL: " + rule);
    }
}
