package io.minerstack.testsupport.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A PostgreSQL server that is running already: reads {@code TEST_DATABASE_URL}. */
final class ExternalPostgres {

    private static final int DEFAULT_PORT = 5432;

    private ExternalPostgres() {}

    static TestDatabase parse(String url) {
        URI uri = URI.create(url);
        String[] credentials = String.valueOf(uri.getRawUserInfo()).split(":", 2);
        if (uri.getHost() == null || credentials.length != 2) {
            throw new IllegalArgumentException(
                    "TEST_DATABASE_URL: expected postgresql://user:password@host:port/database");
        }
        return new TestDatabase(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                decode(uri.getRawPath().substring(1)),
                decode(credentials[0]),
                decode(credentials[1]));
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
