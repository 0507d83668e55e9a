package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import io.minerstack.llmproxy.TwoProviderSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The sixteen faults of a first provider with a fallback, for whole and streamed answers. */
class FaultTableIT extends TwoProviderSetup {

    private static final Duration GAP = Duration.ofMillis(10);

    @Autowired
    private MeterRegistry meters;

    static List<Fault> faults() {
        return List.of(
                Fault.of(
                        "01 one 429 with Retry-After",
                        primary -> primary.next(FakeResponse.error(429).header("Retry-After", "2"))),
                Fault.of("02 endless 429", primary -> primary.always(FakeResponse.error(429)))
                        .attempts(2, 4),
                Fault.of("03 one 500", primary -> primary.next(FakeResponse.error(500)))
                        .answeredByTheFirst()
                        .attempts(2, 2),
                Fault.of("04 endless 503", primary -> primary.always(FakeResponse.error(503)))
                        .attempts(2, 2),
                Fault.of("05 one reset before the headers", primary -> primary.next(FakeResponse.connectionReset()))
                        .answeredByTheFirst()
                        .attempts(2, 2),
                Fault.of("06 no headers", primary -> primary.always(FakeResponse.unanswered()))
                        .within(Duration.ofMillis(550), Duration.ofSeconds(10)),
                Fault.of(
                                "07 slow first token",
                                primary -> primary.always(FakeResponse.ok().firstTokenAfter(Duration.ofSeconds(20))))
                        .within(Duration.ofMillis(750), Duration.ofSeconds(10)),
                Fault.of(
                                "08 cut in mid-stream",
                                primary -> primary.always(
                                        FakeResponse.ok().withGap(GAP).cutAfter(7)))
                        .interruptedAfter("one two three four five six seven "),
                Fault.of(
                        "08 cut before the first token",
                        primary -> primary.always(FakeResponse.ok().cutAfter(0))),
                Fault.of(
                                "09 silent in mid-stream",
                                primary -> primary.always(
                                        FakeResponse.ok().withGap(GAP).silentAfter(5)))
                        .interruptedAfter("one two three four five ")
                        .within(Duration.ofMillis(400), Duration.ofSeconds(10)),
                Fault.of(
                                "10 an event that is not JSON",
                                primary -> primary.always(
                                        FakeResponse.ok().withGap(GAP).malformedAfter(4)))
                        .interruptedAfter("one two three four "),
                Fault.of(
                                "11 no [DONE]",
                                primary ->
                                        primary.always(FakeResponse.ok().ending(FakeResponse.StreamEnd.WITHOUT_DONE)))
                        .answeredByTheFirst()
                        .within(Duration.ZERO, Duration.ofSeconds(10)),
                Fault.of(
                        "12 context too long",
                        primary -> primary.always(FakeResponse.error(400, "context_length_exceeded"))),
                Fault.of(
                                "13 content policy",
                                primary -> primary.always(FakeResponse.error(400, "content_policy_violation")))
                        .rejected(400, "content_policy_violation"));
    }

    static Stream<Arguments> faultsOfBothForms() {
        return faults().stream().flatMap(fault -> Stream.of(Arguments.of(fault, false), Arguments.of(fault, true)));
    }

    @ParameterizedTest(name = "{0}, stream {1}")
    @MethodSource("faultsOfBothForms")
    void answersAsTheTableSays(Fault fault, boolean stream) {
        fault.script().accept(PRIMARY);

        ProxyReply reply = client.ask(stream);

        Fault.Expected expected = fault.expected(stream);
        expected.verify(reply);
        assertThat(PRIMARY.attempts()).isBetween(fault.minAttempts(), fault.maxAttempts());
        assertThat(reply.took()).isBetween(fault.minTime(), fault.maxTime());
        if (expected.text().equals(TestRequests.FALLBACK_ANSWER)) {
            assertThat(reply.provider()).isEqualTo("openai");
        } else {
            assertThat(FALLBACK.attempts()).isZero();
        }
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void namesTheProviderThatWasAskedLastWhereNoneAnswers(boolean stream) {
        PRIMARY.always(FakeResponse.error(500));
        FALLBACK.always(FakeResponse.error(500));

        ProxyReply reply = client.ask(stream);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.provider()).isEqualTo("openai");
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void namesTheFirstProviderWhereNoneCouldBeAsked(boolean stream) {
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::transitionToForcedOpenState);

        ProxyReply reply = client.ask(stream);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.provider()).isEqualTo("vllm");
        assertThat(PRIMARY.attempts() + FALLBACK.attempts()).isZero();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault01KeepsOtherRequestsAwayUntilRetryAfterHasPassed(boolean stream) {
        PRIMARY.next(FakeResponse.error(429).header("Retry-After", "2"));
        assertThat(client.ask(stream).provider()).isEqualTo("openai");

        assertThat(client.ask(stream).complete()).isTrue();

        assertThat(PRIMARY.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault01WaitsForTheFallbackWhereTheFirstPausesUntilAfterTheDeadline(boolean stream) {
        PRIMARY.always(FakeResponse.error(429).header("Retry-After", "8"));
        FALLBACK.next(FakeResponse.error(429).header("Retry-After", "2"));
        Thread other = Thread.ofVirtual().start(() -> askWithin(Duration.ofSeconds(6), stream));
        await().until(() -> FALLBACK.attempts() == 1);

        ProxyReply reply = askWithin(Duration.ofSeconds(6), stream);

        assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        assertThat(PRIMARY.attempts()).isEqualTo(1);
        await().until(() -> !other.isAlive());
    }

    private ProxyReply askWithin(Duration time, boolean stream) {
        return client.ask(stream, "X-Deadline", TestRequests.deadlineIn(time));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault02BacksOff(boolean stream) {
        PRIMARY.always(FakeResponse.error(429));

        assertThat(client.ask(stream).complete()).isTrue();

        List<Instant> attempts =
                PRIMARY.requests().stream().map(FakeRequest::at).toList();
        assertThat(Duration.between(attempts.get(0), attempts.get(1))).isGreaterThan(Duration.ofMillis(200));
        assertThat(Duration.between(attempts.get(1), attempts.get(2))).isGreaterThan(Duration.ofMillis(400));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault02SendsTheNextRequestsToTheFallbackAtOnce(boolean stream) {
        PRIMARY.always(FakeResponse.error(429));
        client.ask(stream);
        int attempts = PRIMARY.attempts();

        for (int request = 0; request < 5; request++) {
            assertThat(client.ask(stream).provider()).isEqualTo("openai");
        }

        assertThat(PRIMARY.attempts()).isEqualTo(attempts);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault02AsksTheLimitedServerAgainWhereTheFallbackFails(boolean stream) {
        PRIMARY.always(FakeResponse.error(429));
        client.ask(stream);
        PRIMARY.always(FakeResponse.ok());
        FALLBACK.always(FakeResponse.error(400));

        assertThat(client.ask(stream).provider()).isEqualTo("vllm");
        FALLBACK.always(FakeResponse.ok());
        assertThat(client.ask(stream).provider()).as("its answer ends the rest").isEqualTo("vllm");
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault06ClosesTheConnectionToASilentServer(boolean stream) {
        PRIMARY.always(FakeResponse.unanswered());

        assertThat(client.ask(stream).complete()).isTrue();

        await().atMost(Duration.ofSeconds(3)).until(() -> PRIMARY.cancelled() == 1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault09ClosesTheConnectionAndUsesTheServerAgain(boolean stream) {
        PRIMARY.always(FakeResponse.ok().withGap(GAP).silentAfter(5));
        client.ask(stream);

        await().atMost(Duration.ofSeconds(3)).until(() -> PRIMARY.cancelled() == 1);
        PRIMARY.always(FakeResponse.ok());
        assertThat(client.ask(stream).text()).isEqualTo(TestRequests.ANSWER);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault10CountsTheEventThatIsNotJson(boolean stream) {
        double before = malformedEvents();
        PRIMARY.next(FakeResponse.ok().malformedAfter(4));

        assertThat(client.ask(stream).errorCode()).isEqualTo(stream ? "stream_interrupted" : "");

        assertThat(malformedEvents()).isEqualTo(before + 1);
    }

    private double malformedEvents() {
        return meters.get("miner.llm.malformed.events")
                .tag("provider", "vllm")
                .counter()
                .count();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault11ReportsTheServersTokenCounts(boolean stream) {
        PRIMARY.always(FakeResponse.ok().ending(FakeResponse.StreamEnd.WITHOUT_DONE));

        ProxyReply reply = client.ask(stream);

        assertThat(reply.usage().path("completion_tokens").asInt()).isEqualTo(10);
        assertThat(reply.usage().has("estimated")).isFalse();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault12TellsTheReasonWhereTheFallbackFailsToo(boolean stream) {
        PRIMARY.always(FakeResponse.error(400, "context_length_exceeded"));
        FALLBACK.always(FakeResponse.error(503));

        ProxyReply reply = client.ask(stream);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("context_length_exceeded");
        assertThat(PRIMARY.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault13PassesTheServersMessageOn(boolean stream) {
        PRIMARY.always(FakeResponse.error(400, "content_policy_violation"));

        assertThat(client.ask(stream).error().path("message").asString())
                .isEqualTo("Scripted error of the fake model.");
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault14RestartsFromTheCallersRequestAndNeverPrefills(boolean stream) {
        PRIMARY.always(FakeResponse.ok().withGap(GAP).cutAfter(stream ? 0 : 5));
        FALLBACK.always(FakeResponse.ok().refusingPrefill());

        ProxyReply reply = client.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        assertThat(FALLBACK.lastRequest().lastRole()).isEqualTo("user");
        assertThat(FALLBACK.lastRequest().body().path("messages"))
                .isEqualTo(PRIMARY.lastRequest().body().path("messages"));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault15OpensTheCircuitAndReturnsAfterRecovery(boolean stream) {
        PRIMARY.always(FakeResponse.error(503));

        for (int request = 0; request < 20; request++) {
            assertThat(client.ask(stream).provider()).isEqualTo("openai");
        }
        // three failures, then single probes
        assertThat(PRIMARY.attempts()).isBetween(3, 9);

        PRIMARY.always(FakeResponse.ok());
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> client.ask(stream).provider().equals("vllm"));
        assertThat(breakers.circuitBreaker("vllm").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void fault16NamesAndCountsTheFallbackAlone(boolean stream) {
        double before = outputTokens("vllm");
        double fallbackBefore = outputTokens("openai");
        PRIMARY.always(FakeResponse.error(503));

        ProxyReply reply = client.ask(stream);

        assertThat(reply.model()).isEqualTo("fallback-model");
        assertThat(reply.usage().path("completion_tokens").asInt()).isEqualTo(4);
        assertThat(outputTokens("vllm")).isEqualTo(before);
        await().atMost(Duration.ofSeconds(2)).until(() -> outputTokens("openai") == fallbackBefore + 4);
    }

    private double outputTokens(String provider) {
        return meters
                .find("gen_ai.client.token.usage")
                .tag("gen_ai.provider.name", provider)
                .tag("gen_ai.token.type", "output")
                .summaries()
                .stream()
                .mapToDouble(DistributionSummary::totalAmount)
                .sum();
    }
}
