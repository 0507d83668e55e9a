package io.minerstack.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** PostgreSQL's own binaries, unpacked and run as a child process; stopped with the JVM. */
final class EmbeddedServer {

    private EmbeddedServer() {}

    // the instance closes itself in a shutdown hook of its own
    @SuppressWarnings("resource")
    static TestDatabase start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setLocaleConfig("encoding", "UTF8")
                    // its data dies with the tests
                    .setServerConfig("fsync", "off")
                    .start();
            return new TestDatabase("127.0.0.1", server.getPort(), "postgres", "postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start", failure);
        }
    }
}
