package io.minerstack.testsupport.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** PostgreSQL's own binaries, run as a child process that ends with the JVM. */
final class EmbeddedPostgresServer {

    private EmbeddedPostgresServer() {}

    // the server has a shutdown hook that closes it
    @SuppressWarnings("resource")
    static TestDatabase start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setLocaleConfig("encoding", "UTF8")
                    // the data is not needed after a crash
                    .setServerConfig("fsync", "off")
                    .start();
            return new TestDatabase("127.0.0.1", server.getPort(), "postgres", "postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start", failure);
        }
    }
}
