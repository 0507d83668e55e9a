package io.minerstack.servicesupport.database;

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
 * The decoded parts of a variable such as {@code DATABASE_URL}. A driver of Python in the scheme ({@code
 * postgresql+psycopg2://}) is ignored. Error messages do not quote the URL, because it contains a password.
 *
 * @param parameters {@code sslmode}, {@code sslrootcert} and {@code channel_binding}, if the URL has them
 */
public record DatabaseUrl(
        String host, int port, String database, String user, Secret password, Map<String, String> parameters) {

    private static final Pattern URL = Pattern.compile("postgres(?:ql)?(?:\\+[a-z0-9]{1,20})?://([^/?]*)"
            + "@(\\[[0-9A-Fa-f:.]+]|[^:@/?]+)(?::(\\d{1,5}))?/([^/?]+)(?:\\?(.*))?");
    private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final Set<String> CHANNEL_BINDINGS = Set.of("disable", "prefer", "require");
    /**
     * Parameters of libpq that are ignored: names, times and keep-alive of its own connections, and which of several
     * hosts it takes.
     */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "application_name",
            "fallback_application_name",
            "client_encoding",
            "connect_timeout",
            "gssencmode",
            "keepalives",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "sslcompression",
            "sslsni",
            "target_session_attrs",
            "tcp_user_timeout");

    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_PORT = 65535;

    /**
     * Parses a URL.
     *
     * @param variable the environment variable that has the URL, for messages
     * @throws InvalidConfigurationException if the URL has another form or an unknown parameter
     */
    public static DatabaseUrl parse(String variable, String url) {
        try {
            return parse(url);
        } catch (IllegalArgumentException flaw) {
            throw new InvalidConfigurationException(variable + ": " + flaw.getMessage());
        }
    }

    private static DatabaseUrl parse(String url) {
        if (url.regionMatches(true, 0, "sqlite", 0, "sqlite".length())) {
            throw invalid("names SQLite, and this service needs PostgreSQL (expected:"
                    + " postgresql://user:password@host:port/db; `./miner up` without DATABASE_URL runs one)");
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw invalid(
                    "cannot be parsed (expected: postgresql://user:password@host:port/db, with / ? @ : and % in the"
                            + " user or password percent-encoded)");
        }
        String[] credentials = parts.group(1).split(":", 2);
        int port = parts.group(3) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(3));
        if (credentials[0].isEmpty() || port < 1 || port > MAX_PORT) {
            throw invalid(credentials[0].isEmpty() ? "has no user" : "port " + port + " (expected: 1-65535)");
        }
        return new DatabaseUrl(
                parts.group(2).replace("[", "").replace("]", ""),
                port,
                decode(parts.group(4)),
                decode(credentials[0]),
                Secret.of(credentials.length == 2 ? decode(credentials[1]) : ""),
                parameters(parts.group(5)));
    }

    /** The same URL with another password. */
    public DatabaseUrl withPassword(Secret other) {
        return new DatabaseUrl(host, port, database, user, other, parameters);
    }

    /** Host and port, for log lines and error messages. */
    public String hostAndPort() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parameter = pair.split("=", 2);
            String value = parameter.length == 2 ? decode(parameter[1]) : "";
            if (WITHOUT_EFFECT.contains(parameter[0])) {
                continue;
            }
            // asyncpg's name
            String name = parameter[0].equals("ssl") ? "sslmode" : parameter[0];
            boolean known =
                    switch (name) {
                        case "sslmode" -> SSL_MODES.contains(value);
                        case "sslrootcert" -> !value.isEmpty();
                        case "channel_binding" -> CHANNEL_BINDINGS.contains(value);
                        default -> false;
                    };
            if (!known) {
                throw invalid("parameter " + name(parameter[0])
                        + " is unknown or has an invalid value: correct or remove it (expected: sslmode="
                        + "disable|allow|prefer|require|verify-ca|verify-full, sslrootcert=<file>,"
                        + " channel_binding=disable|prefer|require)");
            }
            parameters.put(name, value);
        }
        return Map.copyOf(parameters);
    }

    /** The name of a parameter; what is no name may be a part of the password. */
    private static String name(String name) {
        return NAME.matcher(name).matches() ? name : "without a name";
    }

    private static String decode(String part) {
        try {
            // URLDecoder decodes forms, where a plus is a space
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw invalid("contains an invalid percent-encoding (write %25 for a percent sign)");
        }
    }

    private static IllegalArgumentException invalid(String rule) {
        return new IllegalArgumentException(rule);
    }
}
