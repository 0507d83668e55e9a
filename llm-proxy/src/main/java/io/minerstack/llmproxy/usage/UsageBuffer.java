package io.minerstack.llmproxy.usage;

import io.minerstack.llmproxy.database.RowIds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Usage that is not in the ledger yet: one sum for each key, day, provider and model, so that an outage of the database
 * takes memory by callers and not by requests. A batch keeps its id until the ledger has it.
 */
class UsageBuffer {

    /** Rows of one write. */
    private static final int MAX_BATCH = 500;

    private final RowIds ids = new RowIds();
    private final int maxRows;
    private final Map<LedgerKey, UsageAmount> waiting = new LinkedHashMap<>();
    private @Nullable Batch batch;

    /**
     * An empty buffer.
     *
     * @param maxRows that wait at most, those of the batch under way not counted
     */
    UsageBuffer(int maxRows) {
        this.maxRows = maxRows;
    }

    /**
     * Rows that are written together.
     *
     * @param id by which the ledger knows a batch that is sent twice
     */
    record Batch(UUID id, List<Map.Entry<LedgerKey, UsageAmount>> rows) {

        Batch {
            rows = List.copyOf(rows);
        }
    }

    /** Returns false if there is no room for a new row: the usage is lost. */
    synchronized boolean add(LedgerKey key, UsageAmount amount) {
        if (!waiting.containsKey(key) && waiting.size() >= maxRows) {
            return false;
        }
        waiting.merge(key, amount, UsageAmount::plus);
        return true;
    }

    /** The batch to write next, the same one until {@link #written}; null if nothing waits. */
    synchronized @Nullable Batch next() {
        if (batch == null && !waiting.isEmpty()) {
            List<Map.Entry<LedgerKey, UsageAmount>> rows = waiting.entrySet().stream()
                    .limit(MAX_BATCH)
                    .map(Map.Entry::copyOf)
                    .toList();
            rows.forEach(row -> waiting.remove(row.getKey()));
            batch = new Batch(ids.next(), rows);
        }
        return batch;
    }

    /** The ledger has the batch. */
    synchronized void written(Batch done) {
        if (done.equals(batch)) {
            batch = null;
        }
    }

    /** Rows that are not in the ledger as far as is known. */
    synchronized int size() {
        return waiting.size() + (batch == null ? 0 : batch.rows().size());
    }

    /** Attempts that are not in the ledger as far as is known. */
    synchronized long attempts() {
        long inBatch = batch == null
                ? 0
                : batch.rows().stream()
                        .mapToLong(row -> row.getValue().attempts())
                        .sum();
        return inBatch
                + waiting.values().stream().mapToLong(UsageAmount::attempts).sum();
    }
}
