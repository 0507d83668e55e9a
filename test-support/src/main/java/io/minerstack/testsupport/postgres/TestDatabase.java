package io.minerstack.testsupport.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One empty database, for one test class or module.
 *
 * @param host where PostgreSQL listens
 * @param port its port
 * @param name the database's name
 * @param user may create tables in the database
 * @param password never empty; any text where the server asks for no password
 */
public record TestDatabase(String host, int port, String name, String user, String password) {

    /** The form of {@code DATABASE_URL}. */
    public String url() {
        return urlThrough(host, port);
    }

    /** The same database through another address, such as that of a proxy that breaks connections. */
    public String urlThrough(String otherHost, int otherPort) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(encode(user), encode(password), otherHost, otherPort, encode(name));
    }

    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, encode(name));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
