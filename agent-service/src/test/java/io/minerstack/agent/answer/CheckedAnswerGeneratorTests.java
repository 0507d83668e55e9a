package io.minerstack.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.TestObjects;
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
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class CheckedAnswerGeneratorTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NONE = Duration.ZERO;
    private static final String QUESTION = "What is the capital of Japan?";
    private static final String GOOD = "The capital of Japan is Tokyo.";
    private static final String REPETITION = (GOOD + " ").repeat(40);
    private static final Duration SHORT = Duration.ofMillis(2_500);
    private static final String GERMAN = "Die Hauptstadt von Japan ist Tokio, und das ist auch die größte Stadt, "
            + "die es dort gibt, weil sie nicht nur alt ist.";
    private static final String STORY = "A ship left the port. It came back after a year.";
    private static final String OFFER = "I'm ready to assist you.";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final JunkCheckExecutor checks = new JunkCheckExecutor();
    private final List<CompletionRequest> requests = new ArrayList<>();
    private final Deque<Mono<Completion>> replies = new ArrayDeque<>();

    @AfterEach
    void stop() {
        checks.destroy();
    }

    @Test
    void asksForNothingElseThanAGoodAnswer() {
        assertThat(generate(LONG, LONG, GOOD).metadata()).isEmpty();
        assertThat(requests).hasSize(1);
    }

    @Test
    void sendsTheSecondAnswerInsteadOfAnOfferOfHelp() {
        GeneratedAnswer answer = generate(LONG, LONG, OFFER, GOOD);

        assertThat(answer.immediateResponse()).isEqualTo(GOOD);
        assertThat(answer.metadata()).isEmpty();
        assertThat(answer.completion().tokens()).isEqualTo(20);
        assertThat(requests.getLast().messages().getFirst().content())
                .contains(PromptTemplates.ANSWER_NOW.text(PromptStyle.FULL));
        assertThat(count("non_answer", "replaced")).isEqualTo(1);
    }

    @Test
    void asksForASecondAnswerAtAHigherTemperatureUnlessTheOperatorSetOne() {
        generate(true, Temperature.byDefault(0.3), LONG, LONG, OFFER, GOOD);
        assertThat(requests).extracting(CompletionRequest::temperature).containsExactly(0.3, 0.7);

        requests.clear();
        generate(true, Temperature.of(0.2, 0.7), LONG, LONG, OFFER, GOOD);
        assertThat(requests).extracting(CompletionRequest::temperature).containsExactly(0.2, 0.2);
    }

    @Test
    void sendsTheBestPartAndItsReasonWhereTheSecondAnswerIsJunkToo() {
        GeneratedAnswer answer = generate(LONG, LONG, REPETITION, OFFER);

        assertThat(answer.immediateResponse()).isEqualTo(GOOD);
        assertThat(answer.metadata()).isEqualTo(Map.of("junk", "repetition"));
        assertThat(answer.completion().tokens()).isEqualTo(20);
        assertThat(count("repetition", "shortened")).isEqualTo(1);
    }

    @Test
    void sendsTheBestPartOfTheSecondAnswerWhereTheFirstHasNone() {
        GeneratedAnswer answer = generate(LONG, LONG, OFFER, REPETITION);

        assertThat(answer.immediateResponse()).isEqualTo(GOOD);
        assertThat(answer.metadata()).isEqualTo(Map.of("junk", "repetition"));
    }

    @Test
    void keepsTheFirstAnswerWhereTheSecondCallFails() {
        replies.add(Mono.just(TestObjects.completion(OFFER)));
        replies.add(Mono.error(new ModelCallException(ModelCallException.Reason.UNAVAILABLE, 503)));

        GeneratedAnswer answer = generate(true, Temperature.byDefault(0.7), LONG, LONG);

        assertThat(answer.immediateResponse()).isEqualTo(OFFER);
        assertThat(answer.metadata()).isEqualTo(Map.of("junk", "non_answer"));
        assertThat(count("non_answer", "sent")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFER, QUESTION, GERMAN, "REPETITION"})
    void holdsNoTextBackAfterTheTarget(String text) {
        String junk = text.equals("REPETITION") ? REPETITION : text;

        assertThat(generate(LONG, NONE, junk, GOOD).metadata()).containsKey("junk");
        assertThat(requests).hasSize(1);
    }

    @Test
    void endsTheSecondCallAtTheTarget() {
        replies.add(Mono.just(TestObjects.completion(OFFER)));
        replies.add(Mono.never());

        GeneratedAnswer answer = generate(true, Temperature.byDefault(0.7), Duration.ofMinutes(5), SHORT);

        assertThat(answer.immediateResponse()).isEqualTo(OFFER);
        assertThat(requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Here is the story:", "Sure! Let me know if you need any changes.", QUESTION})
    void takesAnyRemarkBesideANotebookForRight(String remark) {
        GeneratedAnswer answer = generateNotebook(json(remark, STORY));

        assertThat(answer.metadata()).isEmpty();
        assertThat(answer.notebook()).isEqualTo(STORY);
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {GERMAN, "REPETITION"})
    void keepsTheNotebookWhereTheSecondAnswerHasNone(String text) {
        String remark = text.equals("REPETITION") ? REPETITION : text;

        GeneratedAnswer answer = generateNotebook(json(remark, STORY), json(GOOD, "no update"));

        assertThat(answer.notebook()).isEqualTo(STORY);
        assertThat(answer.metadata()).containsKey("junk");
        assertThat(answer.completion().tokens()).isEqualTo(20);
    }

    @Test
    void sendsASecondAnswerThatHasANotebookToo() {
        GeneratedAnswer answer = generateNotebook(json(GERMAN, STORY), json(GOOD, STORY + " The end."));

        assertThat(answer.immediateResponse()).isEqualTo(GOOD);
        assertThat(answer.notebook()).isEqualTo(STORY + " The end.");
        assertThat(answer.metadata()).isEmpty();
    }

    @Test
    void takesAnAnnouncementWithoutANotebookForJunk() {
        assertThat(generateNotebook(json("Sure, here is the story:", "no update"), json(GOOD, STORY))
                        .notebook())
                .isEqualTo(STORY);
    }

    private static String json(String response, String notebook) {
        return "{\"immediate_response\": \"" + response + "\", \"notebook\": \"" + notebook + "\"}";
    }

    private GeneratedAnswer generateNotebook(String... texts) {
        return generate(true, Temperature.byDefault(0.7), LONG, LONG, true, texts);
    }

    @Test
    void asksNoSecondTimeWithoutTimeToTheDeadline() {
        assertThat(generate(Duration.ofMillis(1_900), LONG, OFFER, GOOD).immediateResponse())
                .isEqualTo(OFFER);
        assertThat(requests).hasSize(1);
    }

    @Test
    void asksNoSecondTimeWhereTheOperatorWantsNone() {
        assertThat(generate(false, Temperature.byDefault(0.7), LONG, LONG, OFFER, GOOD)
                        .immediateResponse())
                .isEqualTo(OFFER);
        assertThat(requests).hasSize(1);
    }

    @Test
    void asksForABrieferAnswerWhereTheOutputLimitCutTheFirst() {
        replies.add(Mono.just(cut("Tokyo is the capital of Japan. It is a very large ci", false)));
        replies.add(Mono.just(TestObjects.completion("Tokyo is the capital of Japan.")));

        GeneratedAnswer answer = generate(true, Temperature.byDefault(0.3), LONG, LONG);

        assertThat(answer.immediateResponse()).isEqualTo("Tokyo is the capital of Japan.");
        assertThat(answer.metadata()).isEmpty();
        assertThat(requests).extracting(CompletionRequest::temperature).containsExactly(0.3, 0.3);
        assertThat(requests.getLast().messages().getFirst().content())
                .contains(PromptTemplates.BRIEF.text(PromptStyle.FULL));
    }

    @Test
    void asksNoSecondTimeAfterAnAnswerThatTheDeadlineCut() {
        replies.add(Mono.just(cut("Tokyo is the capital of Japan. It is a very large ci", true)));

        GeneratedAnswer answer = generate(true, Temperature.byDefault(0.7), LONG, LONG);

        assertThat(answer.immediateResponse()).isEqualTo("Tokyo is the capital of Japan.");
        assertThat(answer.metadata()).isEqualTo(Map.of("junk", "cut_off"));
        assertThat(requests).hasSize(1);
    }

    private static Completion cut(String text, boolean partial) {
        return new Completion(text, null, null, "length", partial, "m", "p", 10);
    }

    private double count(String reason, String outcome) {
        return meters.get("miner.answers.junk")
                .tags("reason", reason, "outcome", outcome)
                .counter()
                .count();
    }

    private GeneratedAnswer generate(Duration toDeadline, Duration toTarget, String... texts) {
        return generate(true, Temperature.byDefault(0.7), toDeadline, toTarget, texts);
    }

    private GeneratedAnswer generate(
            boolean junkRetry, Temperature temperature, Duration toDeadline, Duration toTarget, String... texts) {
        return generate(junkRetry, temperature, toDeadline, toTarget, false, texts);
    }

    private GeneratedAnswer generate(
            boolean junkRetry,
            Temperature temperature,
            Duration toDeadline,
            Duration toTarget,
            boolean withNotebook,
            String... texts) {
        for (String text : texts) {
            replies.add(Mono.just(TestObjects.completion(text)));
        }
        LanguageModel model = request -> Mono.defer(() -> {
            requests.add(request);
            return replies.remove();
        });
        Clock clock = Clock.systemUTC();
        AnswerMetrics metrics = new AnswerMetrics(meters);
        PromptBudget budget = new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty);
        AnswerGenerator generator = new AnswerGenerator(
                new ModelCaller(model, budget, TestObjects.standardProfiles(), metrics, clock), metrics, clock);
        PromptBuilder prompt = new PromptBuilder(
                List.of(PromptTemplates.COMPLETE), "", List.of(QUESTION), List.of(), MemoryContext.UNUSED);
        RequestContext context = new RequestContext(
                new RequestId("r"),
                new Tenant("t"),
                Deadline.in(toDeadline, clock),
                Deadline.in(toTarget, clock),
                null);
        return Objects.requireNonNull(new CheckedAnswerGenerator(
                        generator,
                        new JunkDetector(),
                        checks,
                        new AnswerProperties(junkRetry, 1),
                        new JunkMetrics(meters),
                        clock)
                .generate(prompt, temperature, withNotebook)
                .contextWrite(context::into)
                .block(TIMEOUT));
    }
}
