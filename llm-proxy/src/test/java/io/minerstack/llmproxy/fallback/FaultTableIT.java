package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.Behaviour;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import io.minerstack.llmproxy.TwoProviderSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The sixteen faults of a primary with a fallback behind it, for callers that stream and that don't. */
class FaultTableIT extends TwoProviderSetup {

    private static final Duration GAP = Duration.ofMillis(10);

    @Autowired
    MeterRegistry meters;

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault01WaitsOutOrPassesBy429WithRetryAfter(boolean stream) {
        PRIMARY.next(Behaviour.failing(429).header("Retry-After", "2"));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.provider()).isEqualTo("openai");
        assertThat(PRIMARY.attempts()).isEqualTo(1);
        // the others keep away as well
        assertThat(caller.ask(stream).complete()).isTrue();
        assertThat(PRIMARY.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault02BacksOffFromEndless429(boolean stream) {
        PRIMARY.always(Behaviour.failing(429));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.provider()).isEqualTo("openai");
        assertThat(PRIMARY.attempts()).isBetween(2, 4);
        List<Instant> attempts =
                PRIMARY.requests().stream().map(request -> request.at()).toList();
        Duration first = Duration.between(attempts.get(0), attempts.get(1));
        Duration second = Duration.between(attempts.get(1), attempts.get(2));
        assertThat(first).isGreaterThan(Duration.ofMillis(200));
        assertThat(second).isGreaterThan(Duration.ofMillis(400));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault03RetriesOnceAfter500(boolean stream) {
        PRIMARY.next(Behaviour.failing(500));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.ANSWER);
        assertThat(PRIMARY.attempts()).isEqualTo(2);
        assertThat(FALLBACK.attempts()).isZero();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault04LeavesEndless503(boolean stream) {
        PRIMARY.always(Behaviour.failing(503));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        assertThat(PRIMARY.attempts()).isEqualTo(2);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault05SurvivesAReset(boolean stream) {
        PRIMARY.next(Behaviour.resetting());

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.ANSWER);
        assertThat(PRIMARY.attempts()).isEqualTo(2);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault06CutsSilenceByTheFirstByteClock(boolean stream) {
        PRIMARY.always(Behaviour.mute());

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.provider()).isEqualTo("openai");
        assertThat(PRIMARY.attempts()).isEqualTo(1);
        assertThat(reply.took()).isBetween(Duration.ofMillis(550), Duration.ofMillis(2_500));
        await().atMost(Duration.ofSeconds(3)).until(() -> PRIMARY.cancelled() == 1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault07CutsSlownessByTheFirstTokenClock(boolean stream) {
        PRIMARY.always(Behaviour.good().firstTokenAfter(Duration.ofSeconds(20)));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        assertThat(PRIMARY.attempts()).isEqualTo(1);
        assertThat(reply.took()).isBetween(Duration.ofMillis(750), Duration.ofSeconds(3));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault08NeverPassesACutStreamOffAsComplete(boolean stream) {
        PRIMARY.always(Behaviour.good().withGap(GAP).cutAfter(7));

        ProxyReply reply = caller.ask(stream);

        if (stream) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("one two three four five six seven ");
            assertThat(reply.finishReason()).isEmpty();
            assertThat(reply.done()).isFalse();
            assertThat(reply.errorCode()).isEqualTo("stream_interrupted");
            assertThat(FALLBACK.attempts()).isZero();
        } else {
            assertThat(reply.complete()).isTrue();
            assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        }
        assertThat(PRIMARY.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault08RestartsUnseenWhenNothingWasSentYet(boolean stream) {
        PRIMARY.always(Behaviour.good().cutAfter(0));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault09CutsSilenceInMidStreamByTheInterTokenClock(boolean stream) {
        PRIMARY.always(Behaviour.good().withGap(GAP).silentAfter(5));

        ProxyReply reply = caller.ask(stream);

        if (stream) {
            assertThat(reply.finishReason()).isEmpty();
            assertThat(reply.errorCode()).isEqualTo("stream_interrupted");
        } else {
            assertThat(reply.complete()).isTrue();
            assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        }
        assertThat(reply.took()).isBetween(Duration.ofMillis(400), Duration.ofSeconds(3));
        await().atMost(Duration.ofSeconds(3)).until(() -> PRIMARY.cancelled() == 1);
        PRIMARY.always(Behaviour.good());
        assertThat(caller.ask(stream).text()).isEqualTo(TestRequests.ANSWER);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault10SkipsAndCountsAnEventThatIsNotJson(boolean stream) {
        double before = malformed();
        PRIMARY.next(Behaviour.good().malformedAfter(4));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.ANSWER);
        assertThat(malformed()).isEqualTo(before + 1);
    }

    private double malformed() {
        return meters.get("miner.llm.malformed.events")
                .tag("provider", "vllm")
                .counter()
                .count();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault11FinishesAtOnceWithoutDone(boolean stream) {
        PRIMARY.always(Behaviour.good().ending(Behaviour.End.WITHOUT_DONE));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.usage().path("completion_tokens").asInt()).isEqualTo(10);
        assertThat(reply.usage().has("estimated")).isFalse();
        assertThat(reply.took()).isLessThan(Duration.ofMillis(1_500));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault12AsksTheFallbackOnceWhenTheContextIsTooShort(boolean stream) {
        PRIMARY.always(Behaviour.failing(400, "context_length_exceeded"));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.provider()).isEqualTo("openai");
        assertThat(PRIMARY.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault12GivesTheReasonWhenNoContextIsLongEnough(boolean stream) {
        PRIMARY.always(Behaviour.failing(400, "context_length_exceeded"));
        FALLBACK.always(Behaviour.failing(503));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("context_length_exceeded");
        assertThat(PRIMARY.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault13AsksNobodyElseAfterAContentPolicyRefusal(boolean stream) {
        PRIMARY.always(Behaviour.failing(400, "content_policy_violation"));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("content_policy_violation");
        assertThat(reply.error().path("message").asString()).isEqualTo("The fake fails as told.");
        assertThat(PRIMARY.attempts()).isEqualTo(1);
        assertThat(FALLBACK.attempts()).isZero();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault14RestartsCleanlyAndNeverPrefills(boolean stream) {
        PRIMARY.always(Behaviour.good().withGap(GAP).cutAfter(stream ? 0 : 5));
        FALLBACK.always(Behaviour.good().refusingPrefill());

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        assertThat(FALLBACK.lastRequest().lastRole()).isEqualTo("user");
        assertThat(FALLBACK.lastRequest().body().path("messages"))
                .isEqualTo(PRIMARY.lastRequest().body().path("messages"));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault15OpensTheBreakerAndReturnsAfterRecovery(boolean stream) {
        PRIMARY.always(Behaviour.failing(503));

        for (int request = 0; request < 20; request++) {
            assertThat(caller.ask(stream).provider()).isEqualTo("openai");
        }
        // three failures, then single probes
        assertThat(PRIMARY.attempts()).isBetween(3, 9);

        PRIMARY.always(Behaviour.good());
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> caller.ask(stream).provider().equals("vllm"));
        assertThat(breakers.circuitBreaker("vllm").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault16CountsAndNamesTheFallbackAlone(boolean stream) {
        double before = tokens("vllm");
        double fallbackBefore = tokens("openai");
        PRIMARY.always(Behaviour.failing(503));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.model()).isEqualTo("fallback-model");
        assertThat(reply.usage().path("completion_tokens").asInt()).isEqualTo(4);
        assertThat(tokens("vllm")).isEqualTo(before);
        await().atMost(Duration.ofSeconds(2)).until(() -> tokens("openai") == fallbackBefore + 4);
    }

    private double tokens(String provider) {
        return meters
                .find("gen_ai.client.token.usage")
                .tag("gen_ai.provider.name", provider)
                .tag("gen_ai.token.type", "output")
                .summaries()
                .stream()
                .mapToDouble(summary -> summary.totalAmount())
                .sum();
    }
}
