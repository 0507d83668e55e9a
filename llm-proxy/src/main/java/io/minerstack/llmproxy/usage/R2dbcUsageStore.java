package io.minerstack.llmproxy.usage;

import io.minerstack.llmproxy.database.UsageDatabase;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The tables of usage in PostgreSQL. Their migrations say what the functions do. */
@Component
class R2dbcUsageStore implements UsageStore {

    private static final String READ = """
            SELECT day, key_id, key_name, provider, model, attempts, unmeasured, unpriced,
                    input_tokens, output_tokens, money
                FROM llm_proxy.usage_ledger
                WHERE day BETWEEN $1 AND $2 AND ($3::text IS NULL OR key_name = $3)
                ORDER BY day, key_name, key_id, provider, model LIMIT $4""";

    private static final String BUDGETS = """
            SELECT account, period, starts, tokens_spent, tokens_held, money_spent, money_held
                FROM llm_proxy.budget_counter
                WHERE (period, starts) IN (('day', $1::date), ('month', date_trunc('month', $1::date)::date))
                    AND ($2::text IS NULL OR account = $2 OR split_part(account, '/', 2) = $2)
                ORDER BY account, period LIMIT $3""";

    private final UsageDatabase database;
    private final JsonMapper json;

    R2dbcUsageStore(UsageDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public boolean isConfigured() {
        return database.isConfigured();
    }

    @Override
    public Mono<Void> record(UsageBuffer.Batch batch, Instant now) {
        return database.longCall(client -> client.sql("SELECT llm_proxy.record_usage($1, $2, $3)")
                        .bind(0, batch.id())
                        .bind(1, now)
                        .bind(2, Json.of(rows(batch)))
                        .map(row -> value(row, 0, Boolean.class))
                        .one())
                .then();
    }

    private byte[] rows(UsageBuffer.Batch batch) {
        ArrayNode rows = json.createArrayNode();
        for (Map.Entry<LedgerKey, UsageAmount> row : batch.rows()) {
            LedgerKey key = row.getKey();
            UsageAmount amount = row.getValue();
            rows.addObject()
                    .put("key_id", key.keyId())
                    .put("key_name", key.keyName())
                    .put("day", key.day().toString())
                    .put("provider", key.provider())
                    .put("model", key.model())
                    .put("attempts", amount.attempts())
                    .put("unmeasured", amount.unmeasured())
                    .put("unpriced", amount.unpriced())
                    .put("input_tokens", amount.inputTokens())
                    .put("output_tokens", amount.outputTokens())
                    .put("money", amount.money());
        }
        return json.writeValueAsBytes(rows);
    }

    @Override
    public Mono<Integer> prune(LocalDate from, int batch) {
        return database.longCall(client -> client.sql("SELECT llm_proxy.prune_usage_batch($1, $2, NULL)")
                .bind(0, from)
                .bind(1, batch)
                .map(row -> value(row, 0, Integer.class))
                .one());
    }

    @Override
    public Mono<List<UsageRow>> read(LocalDate from, LocalDate to, @Nullable String name, int limit) {
        return database.longCall(
                client -> named(client.sql(READ).bind(0, from).bind(1, to).bind(3, limit), 2, name)
                        .map(R2dbcUsageStore::usage)
                        .all()
                        .collectList());
    }

    private static UsageRow usage(Readable row) {
        return new UsageRow(
                new LedgerKey(
                        value(row, 0, LocalDate.class),
                        value(row, 1, String.class),
                        value(row, 2, String.class),
                        value(row, 3, String.class),
                        value(row, 4, String.class)),
                new UsageAmount(
                        value(row, 5, Long.class),
                        value(row, 6, Long.class),
                        value(row, 7, Long.class),
                        value(row, 8, Long.class),
                        value(row, 9, Long.class),
                        value(row, 10, Long.class)));
    }

    @Override
    public Mono<List<BudgetRow>> budgets(LocalDate day, @Nullable String name, int limit) {
        return database.longCall(
                client -> named(client.sql(BUDGETS).bind(0, day).bind(2, limit), 1, name)
                        .map(row -> new BudgetRow(
                                value(row, 0, String.class),
                                value(row, 1, String.class),
                                value(row, 2, LocalDate.class),
                                value(row, 3, Long.class),
                                value(row, 4, Long.class),
                                value(row, 5, Long.class),
                                value(row, 6, Long.class)))
                        .all()
                        .collectList());
    }

    private static DatabaseClient.GenericExecuteSpec named(
            DatabaseClient.GenericExecuteSpec statement, int index, @Nullable String name) {
        return name == null ? statement.bindNull(index, String.class) : statement.bind(index, name);
    }

    /** None of the columns is ever null. */
    private static <T> T value(Readable row, int column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }
}
