package io.minerstack.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.memory.MemoryClient.StoreResult;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class MemoryClientTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Turn TURN = new Turn("cid", "id", "user", "assistant", false);

    private static final Duration NORMAL_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OUTAGE_TIMEOUT = Duration.ofMillis(250);
    private static final Duration SLOW_RESPONSE = Duration.ofMillis(800);

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final List<Duration> timeouts = new ArrayList<>();
    private boolean down;
    private boolean away;
    private boolean failsTransiently;
    private Duration retryAfter = Duration.ZERO;
    private Duration responseTime = Duration.ZERO;
    private final MemoryClient client = new MemoryClient(
            new FakeMemoryApi(),
            new MemoryProperties(5, Duration.ofSeconds(2), Duration.ofMillis(1500)),
            new MemoryMetrics(new SimpleMeterRegistry()),
            () -> away,
            clock);

    @Test
    void waitsBrieflyForAMemoryThatThePollsFoundAway() {
        away = true;
        read(AMPLE);
        read(AMPLE);

        assertThat(timeouts).containsExactly(Duration.ofMillis(250), Duration.ofMillis(250));
    }

    @Test
    void usesAtMostAFifthOfTheTimeLeft() {
        read(AMPLE);
        read(Duration.ofSeconds(2));

        assertThat(timeouts).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(400));
    }

    @Test
    void shortensReadsDuringAnOutage() {
        down = true;
        for (int i = 0; i < 4; i++) {
            read(AMPLE);
        }
        down = false;
        read(AMPLE);
        read(AMPLE);

        assertThat(timeouts)
                .containsExactly(
                        NORMAL_TIMEOUT, NORMAL_TIMEOUT, NORMAL_TIMEOUT, OUTAGE_TIMEOUT, OUTAGE_TIMEOUT, NORMAL_TIMEOUT);
    }

    @Test
    void endsAnOutageOfASlowMemoryService() {
        failThreeReads();
        responseTime = SLOW_RESPONSE;

        assertThat(read(AMPLE)).isEqualTo(MemoryContext.State.UNAVAILABLE);
        now = now.plusSeconds(5);
        assertThat(read(AMPLE)).isEqualTo(MemoryContext.State.AVAILABLE);
        assertThat(read(AMPLE)).isEqualTo(MemoryContext.State.AVAILABLE);
        assertThat(timeouts.subList(3, 6)).containsExactly(OUTAGE_TIMEOUT, NORMAL_TIMEOUT, NORMAL_TIMEOUT);
    }

    @Test
    void probesWithTheNormalTimeoutEveryFiveSeconds() {
        failThreeReads();
        down = true;
        for (int second = 1; second <= 11; second++) {
            now = now.plusSeconds(1);
            read(AMPLE);
            read(AMPLE);
        }

        assertThat(timeouts.subList(3, timeouts.size())).hasSize(22);
        assertThat(timeouts.subList(3, timeouts.size()).stream().filter(NORMAL_TIMEOUT::equals))
                .hasSize(2);
    }

    @Test
    void ignoresShortReadsThatFailAfterTheOutage() {
        failThreeReads();
        responseTime = SLOW_RESPONSE;
        List<Mono<MemoryContext.State>> shortReads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            shortReads.add(reading(AMPLE).cache());
            shortReads.getLast().subscribe();
        }
        responseTime = Duration.ZERO;
        assertThat(read(AMPLE)).isEqualTo(MemoryContext.State.AVAILABLE);

        shortReads.forEach(one -> StepVerifier.create(one)
                .expectNext(MemoryContext.State.UNAVAILABLE)
                .expectComplete()
                .verify(TIMEOUT));
        read(AMPLE);
        assertThat(timeouts.getLast()).isEqualTo(NORMAL_TIMEOUT);
    }

    @Test
    void doesNotShortenWritesAfterFailedReads() {
        failThreeReads();
        responseTime = SLOW_RESPONSE;

        StepVerifier.create(client.storeTurn(TURN).contextWrite(context(TIMEOUT)::into))
                .expectNext(StoreResult.STORED)
                .expectComplete()
                .verify(TIMEOUT);
        assertThat(timeouts.getLast()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void retriesWhileMemoryServiceRestarts() {
        down = true;
        failsTransiently = true;

        StepVerifier.create(client.storeTurn(TURN).contextWrite(context(TIMEOUT)::into))
                .then(() -> down = false)
                .expectNext(StoreResult.STORED)
                .expectComplete()
                .verify(TIMEOUT);
        assertThat(timeouts.size()).isGreaterThan(1);
    }

    @Test
    void retriesWithGrowingPauses() {
        down = true;
        failsTransiently = true;
        MemoryClient slowClient = new MemoryClient(
                new FakeMemoryApi(),
                new MemoryProperties(5, Duration.ofSeconds(2), Duration.ofSeconds(10)),
                new MemoryMetrics(new SimpleMeterRegistry()),
                () -> away,
                clock);

        StepVerifier.withVirtualTime(() -> slowClient.storeTurn(TURN).contextWrite(context(AMPLE)::into))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(9_900))
                .thenAwait(Duration.ofSeconds(1))
                .expectNext(StoreResult.UNAVAILABLE)
                .expectComplete()
                .verify(TIMEOUT);

        // a fixed pause of 200 ms would give 50
        assertThat(timeouts).hasSizeBetween(7, 10);
    }

    @Test
    void honoursRetryAfter() {
        down = true;
        failsTransiently = true;
        retryAfter = Duration.ofSeconds(4);
        MemoryClient slowClient = new MemoryClient(
                new FakeMemoryApi(),
                new MemoryProperties(5, Duration.ofSeconds(2), Duration.ofSeconds(10)),
                new MemoryMetrics(new SimpleMeterRegistry()),
                () -> away,
                clock);

        StepVerifier.withVirtualTime(() -> slowClient.storeTurn(TURN).contextWrite(context(AMPLE)::into))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(3_900))
                .then(() -> assertThat(timeouts).hasSize(1))
                .then(() -> down = false)
                .thenAwait(Duration.ofMillis(600))
                .expectNext(StoreResult.STORED)
                .expectComplete()
                .verify(TIMEOUT);
        assertThat(timeouts).hasSize(2);
    }

    @Test
    void retriesOnceAtTheEndWhereRetryAfterIsTooLong() {
        down = true;
        failsTransiently = true;
        retryAfter = Duration.ofSeconds(30);

        StepVerifier.withVirtualTime(() -> client.storeTurn(TURN).contextWrite(context(AMPLE)::into))
                .then(() -> down = false)
                .thenAwait(Duration.ofMillis(1_400))
                .expectNext(StoreResult.STORED)
                .expectComplete()
                .verify(TIMEOUT);
        assertThat(timeouts).hasSize(2);
    }

    @Test
    void leavesTimeToReply() {
        StepVerifier.create(client.storeTurn(TURN).contextWrite(context(Duration.ofSeconds(1))::into))
                .expectNext(StoreResult.STORED)
                .expectComplete()
                .verify(TIMEOUT);

        assertThat(timeouts.getLast()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void reportsFailuresAsResults() {
        down = true;

        StepVerifier.create(client.storeTurn(TURN).contextWrite(context(TIMEOUT)::into))
                .expectNext(StoreResult.REFUSED)
                .expectComplete()
                .verify(TIMEOUT);
        StepVerifier.create(client.readContext("cid", true, true).contextWrite(context(TIMEOUT)::into))
                .expectNext(MemoryContext.UNAVAILABLE)
                .expectComplete()
                .verify(TIMEOUT);
    }

    /** Three failed reads. */
    private void failThreeReads() {
        down = true;
        for (int i = 0; i < 3; i++) {
            read(AMPLE);
        }
        down = false;
    }

    private MemoryContext.State read(Duration budget) {
        return Objects.requireNonNull(reading(budget).block(TIMEOUT));
    }

    private Mono<MemoryContext.State> reading(Duration budget) {
        return client.readContext("cid", true, true).map(MemoryContext::state).contextWrite(context(budget)::into);
    }

    private RequestContext context(Duration budget) {
        return new RequestContext(new RequestId("r"), new Tenant("t"), Deadline.in(budget, clock), null);
    }

    /** Records the timeout of each call, and fails while {@link #down}. */
    private final class FakeMemoryApi implements MemoryApi {

        @Override
        public Mono<MemoryContext> readContext(String cid, int messages, boolean playbook) {
            return RequestContext.current().flatMap(context -> {
                timeouts.add(context.deadline().remaining(clock));
                return down
                        ? Mono.error(new MemoryUnavailableException("down", failsTransiently, retryAfter))
                        : Mono.just(new MemoryContext(List.of(), List.of(), 0L, MemoryContext.State.AVAILABLE))
                                .delayElement(responseTime);
            });
        }

        @Override
        public Mono<Void> storeTurn(Turn turn) {
            return RequestContext.current().flatMap(context -> {
                timeouts.add(context.deadline().remaining(clock));
                return down
                        ? Mono.error(new MemoryUnavailableException("down", failsTransiently, retryAfter))
                        : Mono.delay(responseTime).then();
            });
        }

        @Override
        public Mono<FeedbackResult> submitFeedback(FeedbackSubmission submission) {
            return Mono.error(new MemoryUnavailableException("unused", false));
        }
    }
}
