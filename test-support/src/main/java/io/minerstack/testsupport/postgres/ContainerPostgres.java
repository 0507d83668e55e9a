package io.minerstack.testsupport.postgres;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** The PostgreSQL image that production uses, in a container that Testcontainers removes when the JVM ends. */
final class ContainerPostgres {

    private ContainerPostgres() {}

    // the container runs as long as the JVM
    @SuppressWarnings("resource")
    static TestDatabase start(String image) {
        PostgreSQLContainer container = new PostgreSQLContainer(image);
        container.start();
        return new TestDatabase(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword());
    }
}
