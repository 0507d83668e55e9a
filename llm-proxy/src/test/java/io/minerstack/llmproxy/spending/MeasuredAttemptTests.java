package io.minerstack.llmproxy.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.Chunk;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class MeasuredAttemptTests {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final UpstreamErrorMapper ERRORS = new UpstreamErrorMapper(JsonMapper.shared(), Clock.systemUTC());

    private final List<String> ends = new ArrayList<>();
    private final AtomicReference<@Nullable Runnable> sent = new AtomicReference<>();
    private final MeasuredAttempt attempt = new MeasuredAttempt(new Recorded(ends));

    @Test
    void sendsNothingAfterACancelThatMadeTheAttemptFree() {
        attempt.run(this::silent).subscribe().dispose();

        assertThat(ends).containsExactly("free");
        assertThatThrownBy(this::send).isInstanceOf(AttemptEndedException.class);
        assertThat(ends).containsExactly("free");
    }

    @Test
    void chargesACancelAfterTheRequestWentOut() {
        var running = attempt.run(this::silent).subscribe();
        send();
        // the client may send a request again on another connection
        send();
        running.dispose();

        assertThat(ends).containsExactly("uncounted");
    }

    @Test
    void isFreeWhereNothingWasSentOrTheProviderRefused() {
        attempt.run(sending -> Flux.error(new UpstreamException(FailureKind.UNREACHABLE, "test")))
                .onErrorComplete()
                .blockLast(LONG);

        assertThat(ends).containsExactly("free");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 408, 429, 500, 502, 503, 504, 529})
    void isFreeWhereAWholeResponseHasAnErrorStatus(int status) {
        fail(ERRORS.response(status, null, "the engine is dead".getBytes(StandardCharsets.UTF_8)));

        assertThat(ends).containsExactly("free");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {
                "UNREACHABLE",
                "HEADERS_TIMEOUT",
                "FIRST_TOKEN_TIMEOUT",
                "INTER_TOKEN_TIMEOUT",
                "STREAM_INTERRUPTED",
                "INVALID_RESPONSE",
                "SERVER_ERROR"
            })
    void chargesWhatWasLostOrCutAfterTheRequestWentOut(FailureKind kind) {
        fail(new UpstreamException(kind, "test"));

        assertThat(ends).containsExactly("uncounted");
    }

    @Test
    void chargesAnErrorInsideAResponseOfStatus200() {
        fail(ERRORS.event(JsonMapper.shared().readTree("{\"message\":\"the engine is dead\",\"code\":500}")));

        assertThat(ends).containsExactly("uncounted");
    }

    private void fail(UpstreamException failure) {
        attempt.run(sending -> Flux.defer(() -> {
                    sending.run();
                    return Flux.error(failure);
                }))
                .onErrorComplete()
                .blockLast(LONG);
    }

    /** Of a cancel and a send at once, the one that comes first decides what the other one does. */
    @Test
    void neverReleasesAnAttemptWhoseRequestGoesOut() {
        for (int i = 0; i < 2_000; i++) {
            List<String> account = new ArrayList<>();
            AtomicReference<@Nullable Runnable> out = new AtomicReference<>();
            AtomicInteger wentOut = new AtomicInteger();
            var running = new MeasuredAttempt(new Recorded(account))
                    .run(sending -> {
                        out.set(sending);
                        return Flux.never();
                    })
                    .subscribe();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    Objects.requireNonNull(out.get()).run();
                    wentOut.incrementAndGet();
                } catch (AttemptEndedException ended) {
                    // nothing goes out
                    assertThat(wentOut).hasValue(0);
                }
            });
            running.dispose();
            sending.join();

            assertThat(account).containsExactly(wentOut.get() == 1 ? "uncounted" : "free");
        }
    }

    private Flux<Chunk> silent(Runnable sending) {
        sent.set(sending);
        return Flux.never();
    }

    private void send() {
        Objects.requireNonNull(sent.get()).run();
    }

    private record Recorded(List<String> ends) implements MeasuredAttempt.Account {

        @Override
        public Mono<Void> counted(TokenCounts tokens) {
            ends.add("counted");
            return Mono.empty();
        }

        @Override
        public Mono<Void> uncounted() {
            ends.add("uncounted");
            return Mono.empty();
        }

        @Override
        public Mono<Void> free() {
            ends.add("free");
            return Mono.empty();
        }
    }
}
