package io.minerstack.agent.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.TestObjects;
import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.AnswerMetrics;
import io.minerstack.agent.answer.AnswerProperties;
import io.minerstack.agent.answer.CheckedAnswerGenerator;
import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.answer.JunkMetrics;
import io.minerstack.agent.answer.ModelCaller;
import io.minerstack.agent.answer.OptionalWork;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.CompletionRequest;
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.junk.JunkCheckExecutor;
import io.minerstack.agent.junk.JunkDetector;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.vote.VoteExecutor;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class SampledAnswerGeneratorTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final String JUNK = "She has 15 apples now. ".repeat(40);
    private static final String QUESTION = "Ann has 12 apples and buys 3 boxes of 6. How many apples has she now?";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final VoteExecutor executor = new VoteExecutor();
    private final JunkCheckExecutor checks = new JunkCheckExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<CompletionRequest> requests = new ArrayList<>();
    private final List<Duration> timesLeft = new ArrayList<>();
    private Clock clock = Clock.systemUTC();

    @AfterEach
    void stop() {
        executor.destroy();
        checks.destroy();
    }

    @Test
    void sendsTheAnswerThatMostSamplesHave() {
        GeneratedAnswer answer = generate(3, QUESTION, LONG, "12 + 3 = 15", "She has 30 apples.", "12 + 18 = 30");

        assertThat(answer.immediateResponse()).isEqualTo("She has 30 apples.");
        assertThat(answer.metadata()).isEqualTo(samples(3, 3, 2));
        assertThat(answer.completion().tokens()).isEqualTo(30);
        assertThat(meters.get("miner.answers.sampled")
                        .tag("result", "changed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("miner.answers.samples.tokens").counter().count()).isEqualTo(20);
    }

    @Test
    void sendsTheFirstSampleInATie() {
        GeneratedAnswer answer = generate(3, QUESTION, LONG, "12 + 18 = 30", "12 + 3 = 15", "12 + 9 = 21");

        assertThat(answer.immediateResponse()).isEqualTo("12 + 18 = 30");
        assertThat(answer.metadata()).isEqualTo(samples(3, 3, 1));
    }

    @Test
    void leavesOutSamplesThatFailOrAreJunk() {
        GeneratedAnswer answer = generate(
                5,
                QUESTION,
                LONG,
                List.of(
                        reply("12 + 18 = 30"),
                        Mono.error(new ModelCallException(ModelCallException.Reason.UNAVAILABLE, 503)),
                        reply("I'm ready to assist you."),
                        Mono.just(new Completion("It is 15 be", null, null, "length", false, "m", "p", 10)),
                        reply("12 + 18 = 30")));

        assertThat(answer.metadata()).isEqualTo(samples(5, 2, 2));
        assertThat(meters.get("miner.answers.samples")
                        .tag("outcome", "left_out")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void waitsForNoSampleLongerThanToTheTarget() {
        GeneratedAnswer answer =
                generate(3, QUESTION, SHORT, List.of(reply("12 + 18 = 30"), Mono.never(), reply("12 + 18 = 30")));

        assertThat(answer.immediateResponse()).isEqualTo("12 + 18 = 30");
        assertThat(answer.metadata()).isEqualTo(samples(3, 2, 2));
    }

    @Test
    void asksForNoSampleAfterTheTarget() {
        assertThat(generate(3, QUESTION, Duration.ZERO, "12 + 18 = 30").metadata())
                .isEmpty();
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write a poem about the number 30",
                "Explain why 12 + 18 = 30",
                "Schreibe ein Gedicht über die Zahl 30",
                "写一首诗"
            })
    void asksForOneSampleWhereTheAnswerIsAText(String question) {
        generate(3, question, LONG, "12 + 18 = 30");

        assertThat(calls).hasValue(1);
    }

    @Test
    void asksForOneSampleWhereTheFirstHasNoShortAnswer() {
        generate(
                3,
                "What do you think of apples?",
                LONG,
                "Apples are sweet and keep well. Many people like them with cheese, and some bake them in a pie.");

        assertThat(calls).hasValue(1);
    }

    @Test
    void asksForOneSampleByDefault() {
        assertThat(generate(1, QUESTION, LONG, "12 + 18 = 30").metadata()).isEmpty();
        assertThat(calls).hasValue(1);
    }

    @Test
    void sendsTheFirstSampleWhereNoVoteIsPossible() {
        executor.destroy();

        GeneratedAnswer answer = generate(3, QUESTION, LONG, "12 + 3 = 15", "12 + 18 = 30", "12 + 18 = 30");

        assertFirstWithoutVote(answer);
    }

    @Test
    void waitsForNoVoteLongerThanToTheTarget() {
        CountDownLatch end = new CountDownLatch(1);
        // both threads of the executor
        for (int thread = 0; thread < 2; thread++) {
            executor.run(budget -> awaited(end)).subscribe();
        }

        GeneratedAnswer answer = generate(3, QUESTION, SHORT, "12 + 3 = 15", "12 + 18 = 30", "12 + 18 = 30");

        end.countDown();
        assertFirstWithoutVote(answer);
    }

    private void assertFirstWithoutVote(GeneratedAnswer answer) {
        assertThat(answer.immediateResponse()).isEqualTo("12 + 3 = 15");
        assertThat(answer.metadata()).isEmpty();
        assertThat(answer.completion().tokens()).isEqualTo(30);
        assertThat(meters.get("miner.answers.sampled")
                        .tag("result", "not_voted")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("miner.answers.samples.tokens").counter().count()).isEqualTo(20);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void givesAFirstSampleThatIsJunkNoVote() {
        GeneratedAnswer answer =
                generate(3, false, QUESTION, LONG, List.of(reply(JUNK), reply("12 + 18 = 30"), reply("12 + 9 = 21")));

        assertThat(answer.immediateResponse()).isEqualTo("12 + 18 = 30");
        assertThat(answer.metadata()).isEqualTo(samples(3, 2, 1));
        assertThat(answer.completion().tokens()).isEqualTo(30);
    }

    @Test
    void sendsAJunkSampleWhereNoOtherIsGood() {
        GeneratedAnswer answer = generate(3, false, QUESTION, LONG, List.of(reply(JUNK), reply(JUNK), reply(JUNK)));

        assertThat(answer.immediateResponse()).isEqualTo("She has 15 apples now.");
        assertThat(answer.metadata()).isEqualTo(Map.of("junk", "repetition"));
    }

    @Test
    void asksAModelThatTakesASchemaForFurtherSamplesInPlainText() {
        GeneratedAnswer answer = generate(
                3,
                true,
                QUESTION,
                LONG,
                true,
                List.of(
                        reply("{\"immediate_response\": \"12 + 3 = 15\", \"notebook\": \"no update\"}"),
                        reply("She has 30 apples."),
                        reply("12 + 18 = 30")));

        assertThat(answer.immediateResponse()).isEqualTo("She has 30 apples.");
        assertThat(answer.notebook()).isNull();
        assertThat(requests).extracting(request -> request.schema() != null).containsExactly(true, false, false);
        String asksForNotebook = PromptTemplates.NOTEBOOK.text(PromptStyle.FULL);
        assertThat(requests)
                .extracting(request -> request.messages().getFirst().content().contains(asksForNotebook))
                .containsExactly(true, false, false);
    }

    @Test
    void sendsAFirstAnswerWithANotebookAsItIs() {
        GeneratedAnswer answer = generate(
                3,
                true,
                QUESTION,
                LONG,
                true,
                List.of(reply("{\"immediate_response\": \"12 + 3 = 15\", \"notebook\": \"A list of apples\"}")));

        assertThat(answer.notebook()).isEqualTo("A list of apples");
        assertThat(calls).hasValue(1);
    }

    @Test
    void holdsTheFirstAnswerNoLongerThanForOptionalWork() {
        clock = Clock.fixed(clock.instant(), ZoneOffset.UTC);

        generate(3, QUESTION, LONG, "12 + 3 = 15", "12 + 18 = 30", "12 + 18 = 30");

        assertThat(timesLeft.getFirst()).isEqualTo(LONG);
        assertThat(timesLeft.subList(1, 3)).allSatisfy(left -> assertThat(left).isLessThan(OptionalWork.LONGEST));
    }

    @Test
    void asksForNoSampleThatWouldTakeLongerThanOptionalWork() {
        AtomicReference<Instant> now = new AtomicReference<>(clock.instant());
        clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

        generate(3, QUESTION, LONG, List.of(after(Duration.ofSeconds(6), now, "12 + 18 = 30")));

        assertThat(calls).hasValue(1);
    }

    @Test
    void countsTheSecondAttemptAfterJunkAsOptionalWork() {
        AtomicReference<Instant> now = new AtomicReference<>(clock.instant());
        clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

        GeneratedAnswer answer = generate(
                3,
                QUESTION,
                LONG,
                List.of(
                        after(Duration.ofSeconds(1), now, "I'm ready to assist you."),
                        after(Duration.ofMillis(4_500), now, "12 + 18 = 30")));

        assertThat(answer.immediateResponse()).isEqualTo("12 + 18 = 30");
        assertThat(calls).hasValue(2);
    }

    /** A reply that takes this long by the clock of the test. */
    private static Mono<Completion> after(Duration time, AtomicReference<Instant> now, String text) {
        return Mono.fromSupplier(() -> {
            now.updateAndGet(instant -> instant.plus(time));
            return TestObjects.completion(text);
        });
    }

    private static Map<String, Object> samples(int asked, int counted, int agreeing) {
        return Map.of("samples", Map.of("asked", asked, "counted", counted, "agreeing", agreeing));
    }

    private static Mono<Completion> reply(String text) {
        return Mono.just(TestObjects.completion(text));
    }

    private GeneratedAnswer generate(int samples, String question, Duration toTarget, String... texts) {
        return generate(
                samples,
                question,
                toTarget,
                Arrays.stream(texts).map(SampledAnswerGeneratorTests::reply).toList());
    }

    private GeneratedAnswer generate(int samples, String question, Duration toTarget, List<Mono<Completion>> replies) {
        return generate(samples, true, question, toTarget, replies);
    }

    private GeneratedAnswer generate(
            int samples, boolean junkRetry, String question, Duration toTarget, List<Mono<Completion>> replies) {
        return generate(samples, junkRetry, question, toTarget, false, replies);
    }

    private GeneratedAnswer generate(
            int samples,
            boolean junkRetry,
            String question,
            Duration toTarget,
            boolean withNotebook,
            List<Mono<Completion>> replies) {
        Deque<Mono<Completion>> next = new ArrayDeque<>(replies);
        LanguageModel model = request -> RequestContext.current().flatMap(context -> {
            calls.incrementAndGet();
            requests.add(request);
            timesLeft.add(context.deadline().remaining(clock));
            return next.remove();
        });
        AnswerMetrics metrics = new AnswerMetrics(meters);
        PromptBudget budget = new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty);
        AnswerGenerator generator = new AnswerGenerator(
                new ModelCaller(model, budget, TestObjects.standardProfiles(), metrics, clock), metrics, clock);
        AnswerProperties properties = new AnswerProperties(junkRetry, samples);
        JunkDetector detector = new JunkDetector();
        PromptBuilder prompt = new PromptBuilder(
                List.of(PromptTemplates.COMPLETE), "", List.of(question), List.of(), MemoryContext.UNUSED);
        RequestContext context = new RequestContext(
                new RequestId("r"), new Tenant("t"), Deadline.in(LONG, clock), Deadline.in(toTarget, clock), null);
        return Objects.requireNonNull(new SampledAnswerGenerator(
                        new CheckedAnswerGenerator(
                                generator, detector, checks, properties, new JunkMetrics(meters), clock),
                        generator,
                        detector,
                        properties,
                        executor,
                        new SampleMetrics(meters),
                        clock)
                .generate(prompt, Temperature.byDefault(0.7), withNotebook)
                .contextWrite(context::into)
                .block(TIMEOUT));
    }
}
