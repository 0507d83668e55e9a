package io.minerstack.llmproxy.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.stacksupport.network.FreePorts;
import io.minerstack.testsupport.postgres.FaultInjectingProxy;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The time-outs of calls, and what an outage is, on a real PostgreSQL. */
class UsageDatabaseIT {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final TestDatabase server = TestPostgres.freshDatabase("usagecalls");
    private final FaultInjectingProxy network = new FaultInjectingProxy(server.host(), server.port());
    private final UsageDatabase database = TestUsageDatabase.connect(
            new TestDatabase("127.0.0.1", network.port(), server.name(), server.user(), server.password()),
            SHORT,
            SHORT,
            registry);

    @AfterEach
    void close() throws Exception {
        database.close();
        network.close();
    }

    @Test
    void givesAReportMoreTimeThanAReservation() {
        assertThat(database.longCall(client -> sleep(client, 5)).block(LONG)).isEqualTo(1);
        // the time-out of the report does not stay with its connection
        assertThat(database.call(client -> client.sql("SHOW statement_timeout")
                                .map(row -> String.valueOf(row.get(0)))
                                .one())
                        .block(LONG))
                .isEqualTo("3s");
    }

    @Test
    void isUpAlthoughAStatementTakesTooLongOrFails() {
        UsageDatabaseException slow =
                catchThrowableOfType(UsageDatabaseException.class, () -> database.call(client -> sleep(client, 20))
                        .block(LONG));
        UsageDatabaseException wrong = catchThrowableOfType(UsageDatabaseException.class, () -> database.call(client ->
                        client.sql("SELECT no_such_function()").map(row -> 1).one())
                .block(LONG));

        assertThat(slow).isNotNull();
        assertThat(wrong.mayHaveRun()).isFalse();
        assertThat(wrong.getMessage())
                .contains("function no_such_function() does not exist (42883)")
                .doesNotContain("Exception");
        await().during(SHORT).atMost(LONG).until(() -> up() == 1);
    }

    @Test
    void isDownWhileNoConnectionCanBeMadeAndUpAgainAfterwards() {
        network.closeConnections();

        UsageDatabaseException away =
                catchThrowableOfType(UsageDatabaseException.class, () -> database.call(client -> sleep(client, 0))
                        .block(LONG));
        assertThat(away.mayHaveRun()).isFalse();
        await().atMost(LONG).until(() -> up() == 0);

        network.forward();
        await().atMost(LONG).until(() -> database.call(client -> sleep(client, 0))
                .onErrorComplete()
                .hasElement()
                .blockOptional(LONG)
                .orElse(false));
        await().atMost(LONG).until(() -> up() == 1);
    }

    @Test
    void namesTheServerThatRefusesConnectionsAndNotTheConfigurationOfTheDriver() throws Exception {
        int port = FreePorts.one();
        UsageDatabaseException refused;
        try (UsageDatabase closed = TestUsageDatabase.connect(
                new TestDatabase("127.0.0.1", port, server.name(), server.user(), server.password()),
                SHORT,
                SHORT,
                new SimpleMeterRegistry())) {
            refused = catchThrowableOfType(UsageDatabaseException.class, () -> closed.call(client -> sleep(client, 0))
                    .block(LONG));
        }

        assertThat(refused.getMessage())
                .contains("connection refused by 127.0.0.1:" + port)
                .doesNotContain("Configuration", "Exception");
    }

    @Test
    void isDownWhereAConnectionGivesNoAnswerAtAll() {
        assertThat(database.call(client -> sleep(client, 0)).block(LONG)).isEqualTo(1);
        network.dropData();

        UsageDatabaseException silent =
                catchThrowableOfType(UsageDatabaseException.class, () -> database.call(client -> sleep(client, 0))
                        .block(LONG));

        assertThat(silent.mayHaveRun()).isTrue();
        await().atMost(LONG).until(() -> up() == 0);
    }

    private double up() {
        return registry.get("miner.llm.usage.database.up").gauge().value();
    }

    private static Mono<Integer> sleep(DatabaseClient client, int seconds) {
        return client.sql("SELECT 1 FROM pg_sleep(" + seconds + ")")
                .map(row -> 1)
                .one();
    }
}
