package io.minerstack.testsupport;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL as the stack runs it in production; removed by Testcontainers when the JVM ends. */
final class ContainerPostgres {

    private ContainerPostgres() {}

    // lives as long as the JVM
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
