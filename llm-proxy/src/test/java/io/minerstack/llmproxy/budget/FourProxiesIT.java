package io.minerstack.llmproxy.budget;

import static io.minerstack.llmproxy.database.TestUsageDatabase.execute;
import static io.minerstack.llmproxy.database.TestUsageDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyProcess;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.database.TestUsageDatabase;
import io.minerstack.testsupport.postgres.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Four processes of this service spend one budget over HTTP, and one of them is killed in the middle. */
class FourProxiesIT {

    private static final long LIMIT = 15_000;
    private static final int SPENDERS_OF_A_PROXY = 4;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String ANSWER = "The model answers with eleven words, and each is a token.";
    private static final long ANSWER_TOKENS = 11;
    private static final String[] HEADERS = {
        "X-Tenant",
        "team",
        "X-Key-Id",
        "key_0123456789ab",
        "X-Key-Name",
        "anna",
        "X-Key-Budget",
        "tokens-per-day=" + 100 * LIMIT + ",tokens-per-month=" + LIMIT
    };
    private static final String SPENT =
            "SELECT coalesce(sum(tokens_spent), 0) FROM llm_proxy.budget_counter WHERE period = 'month'";
    private static final String HELD =
            "SELECT coalesce(sum(tokens_held), 0) FROM llm_proxy.budget_counter WHERE period = 'month'";
    private static final String SPENT_AND_HELD = "SELECT coalesce(sum(tokens_spent + tokens_held), 0)"
            + " FROM llm_proxy.budget_counter WHERE period = 'month'";

    private final TestDatabase database = TestUsageDatabase.fresh("fourproxies");
    private final FakeModel model = FakeModel.start();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong highest = new AtomicLong();
    private final AtomicLong reservation = new AtomicLong();
    private final List<ProxyProcess> proxies = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (ProxyProcess proxy : proxies) {
            proxy.close();
        }
        model.close();
    }

    @Test
    void neverOverspendABudgetAndLeaveLessThanOneReservationOfIt() throws Exception {
        model.always(this::serve);
        model.answering(ANSWER);
        for (int i = 0; i < 4; i++) {
            proxies.add(ProxyProcess.start(settings()));
        }
        for (ProxyProcess proxy : proxies) {
            proxy.awaitReady();
        }

        AtomicBoolean watching = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> watch = CompletableFuture.runAsync(() -> watch(watching), threads);
            try {
                spendTogether(threads);
                long beforeTheSweep = number(database, SPENT_AND_HELD);
                assertThat(beforeTheSweep).isGreaterThan(LIMIT / 2).isLessThanOrEqualTo(LIMIT);
                // in place of the minutes until the deadlines of what the killed process held
                execute(
                        database,
                        "UPDATE llm_proxy.budget_reservation SET deadline = clock_timestamp() - interval '1 second'");
                await().atMost(LONG).until(() -> number(database, HELD) == 0);
                spend(proxies.getFirst());
                await().atMost(LONG).until(() -> number(database, HELD) == 0);
            } finally {
                watching.set(false);
            }
            watch.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        long spent = number(database, SPENT);
        assertThat(reservation.get()).isPositive();
        assertThat(highest.get()).isPositive().isLessThanOrEqualTo(LIMIT);
        assertThat(spent).isLessThanOrEqualTo(LIMIT).isGreaterThan(LIMIT - reservation.get());
        // what the model served is never more than what was charged
        assertThat(served.get()).isPositive().isLessThanOrEqualTo(spent);
    }

    private Map<String, String> settings() {
        return Map.of(
                "LLM_PROVIDER", "vllm",
                "VLLM_BASE_URL", model.url(),
                "VLLM_MODEL", "fake-model",
                "USAGE_DATABASE_URL", database.url(),
                // a slow machine must not look like an outage
                "USAGE_DATABASE_TIMEOUT", "30",
                "BUDGET_SWEEP_INTERVAL", "200ms",
                "MAX_TOKENS", "100");
    }

    private FakeResponse serve(FakeRequest request) {
        long prompt = Math.max(1, request.body().path("messages").toString().length() / 4);
        served.addAndGet(prompt + ANSWER_TOKENS);
        return FakeResponse.ok().firstTokenAfter(Duration.ofMillis(50));
    }

    private void spendTogether(ExecutorService threads) throws Exception {
        List<CompletableFuture<Void>> spenders = new ArrayList<>();
        for (ProxyProcess proxy : proxies) {
            for (int i = 0; i < SPENDERS_OF_A_PROXY; i++) {
                spenders.add(CompletableFuture.runAsync(() -> spend(proxy), threads));
            }
        }
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> number(database, SPENT_AND_HELD) >= LIMIT / 2);
        proxies.getLast().kill();
        CompletableFuture.allOf(spenders.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** Asks until the budget refuses, or until the process has ended. */
    private void spend(ProxyProcess proxy) {
        try (ProxyClient client = proxy.client()) {
            ProxyReply reply;
            do {
                reply = client.ask(false, HEADERS);
                assertThat(reply.status()).as(reply.body().toString()).isIn(200, 429);
            } while (reply.status() == 200);
            assertThat(reply.errorCode()).isEqualTo("budget_exceeded");
        } catch (UncheckedIOException killed) {
            assertThat(proxy).isSameAs(proxies.getLast());
        }
    }

    private void watch(AtomicBoolean watching) {
        while (watching.get()) {
            highest.accumulateAndGet(number(database, SPENT_AND_HELD), Math::max);
            reservation.accumulateAndGet(
                    number(database, "SELECT coalesce(max(tokens), 0) FROM llm_proxy.budget_reservation"), Math::max);
        }
    }
}
