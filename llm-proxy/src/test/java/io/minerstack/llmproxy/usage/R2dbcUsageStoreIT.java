package io.minerstack.llmproxy.usage;

import static io.minerstack.llmproxy.database.TestUsageDatabase.execute;
import static io.minerstack.llmproxy.database.TestUsageDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.database.RowIds;
import io.minerstack.llmproxy.database.TestUsageDatabase;
import io.minerstack.llmproxy.database.UsageDatabase;
import io.minerstack.testsupport.postgres.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of the usage ledger on a real PostgreSQL. */
class R2dbcUsageStoreIT {

    private static final TestDatabase DATABASE = TestUsageDatabase.fresh("usagestore");
    private static final UsageDatabase CONNECTIONS = TestUsageDatabase.connect(DATABASE);
    private static final RowIds IDS = new RowIds();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 15);

    private final UsageStore store = new R2dbcUsageStore(CONNECTIONS, JsonMapper.shared());

    @AfterAll
    static void closeConnections() {
        CONNECTIONS.close();
    }

    @BeforeEach
    void emptyTables() {
        execute(
                DATABASE,
                "TRUNCATE llm_proxy.usage_ledger, llm_proxy.usage_batch, llm_proxy.budget_counter,"
                        + " llm_proxy.budget_reservation");
    }

    @Test
    void addsABatchOnceHoweverOftenItIsSent() {
        UsageBuffer.Batch batch = batch(List.of(row("key_1", "anna", TODAY, 10), row("key_2", "ben", TODAY, 3)));
        for (int i = 0; i < 3; i++) {
            store.record(batch, NOW).block(LONG);
        }
        store.record(batch(List.of(row("key_1", "anna", TODAY, 5))), NOW).block(LONG);

        List<UsageStore.UsageRow> rows = read(TODAY, TODAY, "anna");
        assertThat(rows)
                .containsExactly(new UsageStore.UsageRow(
                        new LedgerKey(TODAY, "key_1", "anna", "openai", "a \"model\""),
                        new UsageAmount(2, 2, 0, 15, 4, 6)));
        assertThat(Objects.requireNonNull(store.read(TODAY, TODAY, null, 10).block(LONG)))
                .hasSize(2);
    }

    @Test
    void readsTheDaysThatAreWanted() {
        store.record(
                        batch(List.of(
                                row("key_1", "anna", TODAY.minusDays(2), 1),
                                row("key_1", "anna", TODAY.minusDays(1), 2),
                                row("key_1", "anna", TODAY, 4))),
                        NOW)
                .block(LONG);

        assertThat(read(TODAY.minusDays(1), TODAY, "anna"))
                .extracting(found -> found.amount().inputTokens())
                .containsExactly(2L, 4L);
        assertThat(read(TODAY.minusDays(1), TODAY, "ben")).isEmpty();
    }

    @Test
    void takesBatchesOfSeveralProxiesAtOnce() {
        Flux.range(0, 40)
                .flatMap(
                        number -> store.record(
                                batch(List.of(
                                        row("key_" + number % 3, "anna", TODAY, 1),
                                        row("key_" + (number + 1) % 3, "anna", TODAY, 1))),
                                NOW),
                        8)
                .blockLast(LONG);

        assertThat(number(DATABASE, "SELECT sum(attempts) FROM llm_proxy.usage_ledger"))
                .isEqualTo(80);
    }

    @Test
    void deletesWhatIsOldAndKeepsWhatIsHeld() {
        store.record(batch(List.of(row("key_1", "anna", TODAY.minusDays(9), 1), row("key_1", "anna", TODAY, 1))), NOW)
                .block(LONG);
        execute(DATABASE, """
                INSERT INTO llm_proxy.budget_counter (account, period, starts, tokens_held) VALUES
                    ('a/anna', 'day', current_date, 0), ('a/anna', 'day', current_date - 9, 0),
                    ('a/anna', 'day', current_date - 10, 5), ('a/anna', 'month', current_date - 70, 0),
                    ('b/anna', 'month', date_trunc('month', current_date), 0),
                    ('b/bert', 'day', current_date, 0)""");

        assertThat(store.prune(TODAY.minusDays(8), 1).block(LONG)).isEqualTo(3);
        UsageConfiguration.prune(store, TODAY.minusDays(8)).block(LONG);
        assertThat(read(TODAY.minusDays(30), TODAY, "anna")).hasSize(1);
        assertThat(number(DATABASE, "SELECT count(*) FROM llm_proxy.budget_counter"))
                .isEqualTo(4);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(Objects.requireNonNull(store.budgets(today, "anna", 10).block(LONG)))
                .extracting(UsageStore.BudgetRow::account)
                .containsExactly("a/anna", "b/anna");
    }

    private List<UsageStore.UsageRow> read(LocalDate from, LocalDate to, String name) {
        return Objects.requireNonNull(store.read(from, to, name, 10).block(LONG));
    }

    private static UsageBuffer.Batch batch(List<Map.Entry<LedgerKey, UsageAmount>> rows) {
        return new UsageBuffer.Batch(IDS.next(), rows);
    }

    private static Map.Entry<LedgerKey, UsageAmount> row(String id, String name, LocalDate day, long input) {
        return Map.entry(new LedgerKey(day, id, name, "openai", "a \"model\""), new UsageAmount(1, 1, 0, input, 2, 3));
    }
}
