package io.minerstack.testsupport;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One empty database, for one test class or module.
 *
 * @param host where PostgreSQL listens
 * @param port its port
 * @param name the database's name
 * @param user may create tables in it
 * @param password never empty: where the server trusts everybody it is a filler
 */
public record TestDatabase(String host, int port, String name, String user, String password) {

    /** The form of {@code DATABASE_URL}. */
    public String url() {
        return urlThrough(host, port);
    }

    /** The same database reached by way of another address, such as a proxy that a test can cut. */
    public String urlThrough(String otherHost, int otherPort) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(encode(user), encode(password), otherHost, otherPort, encode(name));
    }

    /** For looking at what was stored; credentials are {@link #user} and {@link #password}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, encode(name));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
