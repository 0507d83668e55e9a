package io.minerstack.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The limiters of two gateways on one Valkey. */
@ExtendWith(OutputCaptureExtension.class)
class SharedRateLimiterIT {

    private static final Limit TWENTY_AN_HOUR = Limit.of("20/h");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String OUTAGE = "This gateway counts rate limits by itself";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestValkey valkey = TestValkey.start();
    private final List<Gateway> gateways = new ArrayList<>();

    // requests of one test never meet those of another
    private final RateLimitKey key = RateLimitKey.ofAccount("key-" + COUNT.incrementAndGet());

    @BeforeEach
    void startGateways() {
        // the machine of a test may be slow
        gateways.add(new Gateway(valkey.url(), Duration.ofSeconds(10)));
        gateways.add(new Gateway(valkey.url(), Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        gateways.forEach(Gateway::stop);
        valkey.close();
    }

    @Test
    void twoGatewaysGrantALimitOnce() {
        assertThat(allowed(key, 40)).isEqualTo(20);
        assertThat(first().take(key).remaining()).isZero();
        assertThat(second().take(key).retryAfter()).isPositive();
        assertThat(first().failures()).isZero();
    }

    @Test
    void countsRequestsThatArriveTogetherInOneCommand() {
        Limit limit = Limit.of("500/h");

        long allowed = Objects.requireNonNull(Flux.range(0, 2000)
                .flatMap(request -> gateways.get(request % 2).limiter.take(key, RateLimitGroup.COMPLETE, limit), 2000)
                .filter(RateLimitDecision::allowed)
                .count()
                .block(LONG));

        assertThat(allowed).isEqualTo(500);
        assertThat(first().failures() + second().failures()).isZero();
    }

    @Test
    void countsKeysAndEndpointsSeparately() {
        assertThat(allowed(key, 40)).isEqualTo(20);

        assertThat(allowed(RateLimitKey.ofAccount(key.id() + "-other"), 40)).isEqualTo(20);
        assertThat(Objects.requireNonNull(first().limiter
                                .take(key, RateLimitGroup.REFINE, TWENTY_AN_HOUR)
                                .block(LONG))
                        .remaining())
                .isEqualTo(19);
    }

    @Test
    void beginsTheNextWindowWhenTheFirstHasEnded() {
        Limit limit = Limit.of("3/s");
        Awaitility.await().atMost(LONG).until(() -> !take(limit).allowed());

        Awaitility.await().atMost(LONG).until(() -> take(limit).allowed());
    }

    @Test
    void countsAddressesInEachGateway() {
        assertThat(allowed(RateLimitKey.ofAddress("192.0.2.1"), 80)).isEqualTo(40);
    }

    @Test
    void countsByItselfWhileValkeyIsAwayAndSharesAgain(CapturedOutput output) {
        assertThat(allowed(key, 40)).isEqualTo(20);
        try (Load load = new Load()) {
            load.awaitMore();

            valkey.kill();
            Awaitility.await().atMost(LONG).until(() -> first().isDown() && second().isDown());
            load.awaitMore();
            RateLimitKey inOutage = RateLimitKey.ofAccount(key.id() + "-in-outage");
            assertThat(allowed(inOutage, 80))
                    .as("both gateways grant the whole limit")
                    .isEqualTo(40);

            valkey.restart();
            Awaitility.await().atMost(LONG).until(() -> !first().isDown() && !second().isDown());
            load.awaitMore();
            RateLimitKey afterOutage = RateLimitKey.ofAccount(key.id() + "-after-outage");
            assertThat(allowed(afterOutage, 80)).isEqualTo(20);

            assertThat(load.errors()).isZero();
        }
        assertThat(output.getAll().split(OUTAGE, -1))
                .as("one line of each gateway")
                .hasSize(1 + 2);
    }

    @Test
    void asksAValkeyThatHangsThreeTimesAndNoMore() {
        Gateway impatient = new Gateway(valkey.url(), Duration.ofMillis(200));
        gateways.add(impatient);
        Awaitility.await().atMost(LONG).until(() -> !impatient.isDown());

        valkey.pause();
        try {
            for (int request = 0; request < 100; request++) {
                assertThat(impatient.take(key)).isNotNull();
            }
            assertThat(impatient.isDown()).isTrue();
            // fewer where the look once a second was faster
            assertThat(impatient.failures()).isLessThanOrEqualTo(3);
        } finally {
            valkey.resume();
        }
        Awaitility.await().atMost(LONG).until(() -> !impatient.isDown());
    }

    @Test
    void startsWithoutValkeyAndUsesItOnceItIsThere() {
        valkey.kill();
        Gateway early = new Gateway(valkey.url(), Duration.ofSeconds(10));
        gateways.add(early);

        assertThat(early.isDown()).isTrue();
        assertThat(early.take(key).allowed()).isTrue();

        valkey.restart();
        Awaitility.await().atMost(LONG).until(() -> gateways.stream().noneMatch(Gateway::isDown));
        assertThat(allowed(key, 40)).isEqualTo(20);
    }

    /** Sends requests to the two gateways in turn, all at once. Returns how many were allowed. */
    private long allowed(RateLimitKey caller, int requests) {
        return Objects.requireNonNull(Flux.range(0, requests)
                .flatMap(request ->
                        gateways.get(request % 2).limiter.take(caller, RateLimitGroup.COMPLETE, TWENTY_AN_HOUR))
                .filter(RateLimitDecision::allowed)
                .count()
                .block(LONG));
    }

    private RateLimitDecision take(Limit limit) {
        return Objects.requireNonNull(
                first().limiter.take(key, RateLimitGroup.COMPLETE, limit).block(LONG));
    }

    private Gateway first() {
        return gateways.getFirst();
    }

    private Gateway second() {
        return gateways.get(1);
    }

    /** As much of a gateway as counts requests. */
    private static final class Gateway {

        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final ValkeyCounts counts;
        private final RateLimiter limiter;

        Gateway(String url, Duration timeout) {
            RedisURI uri = RedisURI.create(url.replace("valkey:", "redis:"));
            counts = new ValkeyCounts(new ValkeyConnector(uri, timeout), new ValkeyMetrics(meters));
            counts.start();
            limiter = new SharedRateLimiter(counts, new InMemoryRateLimiter(TimeMeter.SYSTEM_NANOTIME));
        }

        RateLimitDecision take(RateLimitKey caller) {
            return Objects.requireNonNull(limiter.take(caller, RateLimitGroup.COMPLETE, TWENTY_AN_HOUR)
                    .block(LONG));
        }

        boolean isDown() {
            return meters.get(ValkeyMetrics.DOWN).gauge().value() == 1;
        }

        double failures() {
            return meters.get(ValkeyMetrics.FAILURES).counter().count();
        }

        void stop() {
            counts.stop();
        }
    }

    /** Eight callers that ask both gateways without a pause. */
    private final class Load implements AutoCloseable {

        private static final int CALLERS = 8;

        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicInteger errors = new AtomicInteger();
        private final List<Thread> callers = new ArrayList<>();

        Load() {
            for (int caller = 0; caller < CALLERS; caller++) {
                RateLimiter limiter = gateways.get(caller % 2).limiter;
                RateLimitKey own = RateLimitKey.ofAccount("load-" + key.id() + "-" + caller % 3);
                callers.add(Thread.ofPlatform().daemon().start(() -> call(limiter, own)));
            }
        }

        private void call(RateLimiter limiter, RateLimitKey own) {
            while (!ended.get()) {
                limiter.take(own, RateLimitGroup.COMPLETE, Limit.of("1000000/h"))
                        .doOnNext(decision -> answers.incrementAndGet())
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException("no decision")))
                        .onErrorResume(error -> {
                            errors.incrementAndGet();
                            return Mono.empty();
                        })
                        .block(LONG);
            }
        }

        /** Waits until the callers have got 200 answers more. */
        void awaitMore() {
            int before = answers.get();
            Awaitility.await().atMost(LONG).until(() -> answers.get() > before + 200);
        }

        int errors() {
            return errors.get();
        }

        @Override
        public void close() {
            ended.set(true);
            callers.forEach(caller -> {
                try {
                    caller.join();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
