package io.minerstack.llmproxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class UsageRecorderTests {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-15T23:59:59Z"), ZoneOffset.UTC);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FakeStore store = new FakeStore();
    private final UsageRecorder recorder = new UsageRecorder(store, LONG, LONG, registry, CLOCK);

    @Test
    void writesOneSumForEachKeyDayProviderAndModel() {
        record("key_1", "openai", 10);
        record("key_1", "openai", 5);
        record("key_1", "vllm", 1);

        recorder.flush().block(LONG);

        assertThat(store.batches).singleElement().satisfies(batch -> assertThat(batch.rows())
                .anySatisfy(row -> {
                    assertThat(row.getKey())
                            .isEqualTo(new LedgerKey(LocalDate.of(2026, 3, 15), "key_1", "anna", "openai", "m"));
                    assertThat(row.getValue()).isEqualTo(new UsageAmount(2, 0, 0, 15, 2, 2));
                })
                .hasSize(2));
        assertThat(recorder.pending()).isZero();
    }

    @Test
    void sendsABatchAgainUnderItsIdUntilTheLedgerHasIt() {
        store.fails = true;
        record("key_1", "openai", 10);
        recorder.flush().onErrorComplete().block(LONG);
        record("key_1", "openai", 7);
        recorder.flush().onErrorComplete().block(LONG);
        store.fails = false;
        recorder.flush().block(LONG);

        assertThat(store.batches).hasSize(4);
        List<UUID> ids = store.batches.stream().map(UsageBuffer.Batch::id).toList();
        assertThat(ids.subList(0, 3)).containsOnly(ids.getFirst());
        assertThat(ids.get(3)).isNotEqualTo(ids.getFirst());
        assertThat(store.batches.subList(2, 4).stream()
                        .flatMap(batch -> batch.rows().stream())
                        .mapToLong(row -> row.getValue().inputTokens())
                        .sum())
                .isEqualTo(17);
    }

    @Test
    void countsWhatHasNoRoom() {
        store.fails = true;
        for (int i = 0; i < 10_003; i++) {
            record("key_" + i, "openai", 1);
        }
        // a row that is there already takes more
        record("key_1", "openai", 1);

        assertThat(lost()).isEqualTo(3);
        assertThat(recorder.pending()).isEqualTo(10_000);
    }

    @Test
    void writesTheRestWhenItStops() throws InterruptedException {
        record("key_1", "openai", 10);

        stop();

        assertThat(store.batches).hasSize(1);
        assertThat(lost()).isZero();
    }

    @Test
    void countsWhatTheLedgerDoesNotTakeWhenItStops() throws InterruptedException {
        store.fails = true;
        record("key_1", "openai", 10);
        record("key_2", "openai", 10);
        record("key_2", "openai", 10);

        stop();

        assertThat(lost()).isEqualTo(3);
    }

    @Test
    void keepsNothingWithoutADatabase() {
        store.configured = false;

        record("key_1", "openai", 10);

        assertThat(recorder.pending()).isZero();
        assertThat(lost()).isZero();
    }

    private void stop() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        recorder.stop(stopped::countDown);
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void record(String key, String provider, long input) {
        recorder.record(key, "anna", provider, "m", new UsageAmount(1, 0, 0, input, 1, 1));
    }

    private double lost() {
        return registry.get("miner.llm.usage.lost").counter().count();
    }

    private static final class FakeStore implements UsageStore {

        private final List<UsageBuffer.Batch> batches = new ArrayList<>();
        private boolean fails;
        private boolean configured = true;

        @Override
        public boolean isConfigured() {
            return configured;
        }

        @Override
        public Mono<Void> record(UsageBuffer.Batch batch, Instant now) {
            return Mono.defer(() -> {
                batches.add(batch);
                return fails ? Mono.error(new IllegalStateException("away")) : Mono.empty();
            });
        }

        @Override
        public Mono<Integer> prune(LocalDate from, int batch) {
            return Mono.just(0);
        }

        @Override
        public Mono<List<UsageRow>> read(LocalDate from, LocalDate to, @Nullable String name, int limit) {
            return Mono.just(List.of());
        }

        @Override
        public Mono<List<BudgetRow>> budgets(LocalDate day, @Nullable String name, int limit) {
            return Mono.just(List.of());
        }
    }
}
