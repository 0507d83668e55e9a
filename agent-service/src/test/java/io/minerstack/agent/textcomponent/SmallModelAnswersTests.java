package io.minerstack.agent.textcomponent;

import static io.minerstack.agent.TestObjects.input;
import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.TestObjects;
import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.AnswerMetrics;
import io.minerstack.agent.answer.AnswerProperties;
import io.minerstack.agent.answer.CheckedAnswerGenerator;
import io.minerstack.agent.answer.JunkMetrics;
import io.minerstack.agent.answer.ModelCaller;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.CompletionRequest;
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallProperties;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.junk.JunkCheckExecutor;
import io.minerstack.agent.junk.JunkDetector;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.sampling.SampleMetrics;
import io.minerstack.agent.sampling.SampledAnswerGenerator;
import io.minerstack.agent.vote.VoteExecutor;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The prompts of a small model, and what becomes of its replies. */
class SmallModelAnswersTests {

    private final VoteExecutor votes = new VoteExecutor();
    private final JunkCheckExecutor checks = new JunkCheckExecutor();

    @AfterEach
    void endThreads() {
        votes.destroy();
        checks.destroy();
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String TEXT = "Here are my notes. The sun rises in the west. Please keep the rest.";
    private static final String CORRECTED = "Here are my notes. The sun rises in the east. Please keep the rest.";
    private static final String CORRECT_IT = "The text has one mistake. Correct it.";

    private static final List<PreviousOutput> REPORTS = List.of(
            output("It was a good year. The school in Corvel has 939 pupils. Parents are content."),
            output("The bridge in Harwell cost 87 million euros. It rained a lot."));
    private static final String FACTS =
            "The school in Corvel has 939 pupils. The bridge in Harwell cost 87 million euros.";

    private final List<CompletionRequest> requests = new ArrayList<>();
    private final Clock clock = ((InstantSource) () -> Instant.now().plus(this.elapsed)).withZone(ZoneOffset.UTC);
    /** Time that a model call pretends to take. */
    private Duration elapsed = Duration.ZERO;

    @Test
    void aDocumentIsAskedForAsTextAndIsTheNotebookToo() {
        ComponentResult result =
                handle(ComponentName.COMPLETE, input("", List.of(), "Write a letter."), query -> "Dear Sir");

        assertThat(requests.getFirst().schema()).isNull();
        assertThat(requests.getFirst().messages()).hasSize(1);
        assertThat(result.immediateResponse()).isEqualTo("Dear Sir");
        assertThat(result.notebook()).isEqualTo("Dear Sir");
    }

    @Test
    void aHaikuIsAnAnswerWithoutANotebook() {
        ComponentResult result =
                handle(ComponentName.COMPLETE, input("", List.of(), "Write a haiku about rain."), query -> "Rain");

        assertThat(result.notebook()).isEqualTo("no update");
    }

    @Test
    void aQuestionIsAskedAfterExamplesOfShortAnswers() {
        handle(ComponentName.COMPLETE, input("", List.of(), "What is rain?"), query -> "Water.");
        assertThat(requests.getFirst().messages()).hasSize(7);

        handle(ComponentName.COMPLETE, input("", List.of(), "Could you write a story about rain?"), query -> "Once");

        assertThat(requests.getFirst().messages()).hasSize(1);
    }

    @Test
    void aCalculationNeedsNoModel() {
        assertThat(handle(ComponentName.COMPLETE, input("", List.of(), "What is 69 + 99?"), query -> "700")
                        .immediateResponse())
                .isEqualTo("69 + 99 = 168");
        assertThat(requests).isEmpty();

        handle(ComponentName.COMPLETE, input("Explain it to a child.", List.of(), "What is 69 + 99?"), query -> "7");
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Solve the problem and explain your answer.",
                "Answer the question with an explanation.",
                "Describe the process.",
                "Show your work.",
                "Answer the question step by step."
            })
    void aTaskThatAsksToExplainIsForTheModel(String task) {
        handle(ComponentName.COMPLETE, input(task, List.of(), "What is 69 + 99?"), query -> "168, because 70 + 98.");

        assertThat(requests).hasSize(1);
    }

    @Test
    void aMistakeIsCorrectedInItsSentence() {
        ComponentResult result = handle(
                ComponentName.REFINE, input("Correct the text.", List.of(output(TEXT)), CORRECT_IT), this::corrected);

        assertThat(result.immediateResponse()).isEqualTo(CORRECTED);
        assertThat(result.notebook()).isEqualTo("no update");
        assertThat(requests).hasSize(3);
        assertThat(Objects.requireNonNull(result.completion()).tokens()).isEqualTo(30);
    }

    @Test
    void aCorrectedNotebookReplacesTheOldOne() {
        ComponentResult result = handle(
                ComponentName.REFINE,
                input("Correct the text.", List.of(output("It is in the notebook.", TEXT)), CORRECT_IT),
                this::corrected);

        assertThat(result.notebook()).isEqualTo(CORRECTED);
    }

    @Test
    void aTextWithoutACorrectedSentenceIsRefinedAsAWhole() {
        ComponentResult result = handle(
                ComponentName.REFINE,
                input("", List.of(output(TEXT)), CORRECT_IT),
                query -> query.startsWith(CORRECT_IT) ? "Whole." : "I can help you with that and with much more.");

        assertThat(result.immediateResponse()).isEqualTo("Whole.");
        assertThat(requests.getLast().messages().getLast().content()).isEqualTo(CORRECT_IT + "\n\n" + TEXT);
    }

    @Test
    void theTokensOfRepliesThatCorrectNothingAreCounted() {
        ComponentResult result =
                handle(ComponentName.REFINE, input("", List.of(output(TEXT)), CORRECT_IT), query -> "Nothing of it.");

        assertThat(requests).hasSize(4);
        assertThat(Objects.requireNonNull(result.completion()).tokens()).isEqualTo(40);
    }

    @Test
    void aCorrectedSentenceIsReadAsOtherRepliesAre() {
        ComponentResult result = handle(
                ComponentName.REFINE,
                input("", List.of(output("The tag <s> shows a text in the west.")), CORRECT_IT),
                query -> "<think>Hm, is that so?</think>{\"immediate_response\": \"" + corrected(query) + "\"}");

        assertThat(requests.getFirst().messages().getLast().content()).contains("‹s>");
        assertThat(result.immediateResponse()).isEqualTo("The tag <s> shows a text in the east.");
    }

    @Test
    void aSentenceWhoseReplyIsCutOffStays() {
        ComponentResult result = handle(
                ComponentName.REFINE,
                input("", List.of(output("The sun rises in the west.")), CORRECT_IT),
                request -> content(request).startsWith(CORRECT_IT)
                        ? TestObjects.completion("Whole.")
                        : new Completion("The sun rises in the", null, null, "length", false, "m", "p", 10),
                Duration.ofSeconds(30));

        assertThat(result.immediateResponse()).isEqualTo("Whole.");
    }

    @Test
    void withoutTimeForSentencesTheTextIsRefinedAsAWhole() {
        handle(
                ComponentName.REFINE,
                input("", List.of(output(TEXT)), CORRECT_IT),
                request -> TestObjects.completion("Whole."),
                Duration.ZERO);

        assertThat(requests).hasSize(1);
    }

    @Test
    void sentencesThatAreLeftAfterHalfTheTimeStay() {
        ComponentResult result = handle(
                ComponentName.REFINE,
                input("", List.of(output("The moon is in the west. The sun is in the west.")), CORRECT_IT),
                request -> {
                    elapsed = elapsed.plusSeconds(16);
                    return TestObjects.completion(corrected(content(request)));
                },
                Duration.ofSeconds(30));

        assertThat(requests).hasSize(1);
        assertThat(result.immediateResponse()).isEqualTo("The moon is in the east. The sun is in the west.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Make it sound friendlier.",
                "The tone is wrong, make it friendlier.",
                "Fix the errors and translate it to German.",
                "Correct the text and make it shorter.",
                "Explain the errors.",
                "Tell me the mistakes.",
                "Do not correct the text.",
                "Correct only the first sentence.",
                "Correct the text and add a table.",
                "Improve the answer and give an example.",
                "Improve the answer: make it shorter."
            })
    void otherWishesAreNotFulfilledSentenceBySentence(String query) {
        handle(ComponentName.REFINE, input("", List.of(output(TEXT)), query), reply -> "Hi!");

        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The text has one mistake. Correct the mistake and give me the whole text.",
                "Please fix all errors and keep the rest unchanged.",
                "Proofread my text.",
                "There is a typo in it, correct it.",
                "Is there any mistake? Return the corrected text.",
                "Fix the factual error in the following paragraph.",
                "Find and correct the incorrect statement.",
                "Improve the previous answer.",
                "Refine the draft: remove false statements."
            })
    void aRequestForCorrectionsIsFulfilledSentenceBySentence(String query) {
        handle(ComponentName.REFINE, input("Correct the text.", List.of(output(TEXT)), query), this::corrected);

        assertThat(requests).hasSize(3);
    }

    @Test
    void aLongTextIsCorrectedAsAWhole() {
        handle(ComponentName.REFINE, input("", List.of(output(TEXT.repeat(100))), CORRECT_IT), query -> "Hi!");

        assertThat(requests).hasSize(1);
    }

    @Test
    void aSentenceThatTheModelDoesNotAnswerStays() {
        ComponentResult result = handle(ComponentName.REFINE, input("", List.of(output(TEXT)), CORRECT_IT), query -> {
            if (query.contains("notes")) {
                throw new ModelCallException(ModelCallException.Reason.UNUSABLE, 200);
            }
            return corrected(query);
        });

        assertThat(result.immediateResponse()).isEqualTo(CORRECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "The sun rises in the west.,The sun rises in the east.,true",
        "A spider has six legs.,A spider has eight legs.,true",
        "She go home.,She goes home.,true",
        "The sun rises in the east.,The sun rises in the east,false",
        "This is the text so far.,This is the text you are referring to.,false",
        "Paris is the capital.,Paris is not the capital.,false",
        "Please keep the rest.,I am ready to help you with your homework.,false",
        "A week has six days.,A week has six days and that is a lot of time for all of us.,false"
    })
    void aReplyThatIsNotCloseToItsSentenceIsNoCorrection(String sentence, String reply, boolean expected) {
        assertThat(SentenceCorrector.isCorrection(sentence, reply)).isEqualTo(expected);
    }

    @Test
    void aSummaryThatLosesOrInventsFactsGivesWayToTheSentencesThatHaveThem() {
        ComponentInput reports = input("", REPORTS, "Summarize the reports.");
        String own = "Corvel has 939 pupils, and Harwell paid 87 million.";

        ComponentResult extracted = handle(ComponentName.SUMMARY, reports, query -> "A school had a party.");
        assertThat(extracted.immediateResponse()).isEqualTo(FACTS);
        assertThat(extracted.metadata()).containsEntry("summary", "extracted");
        assertThat(summary(reports, own + " That is 5 % more.")).isEqualTo(FACTS);
        assertThat(summary(reports, own.replace("87", "1087"))).isEqualTo(FACTS);
        ComponentResult kept = handle(ComponentName.SUMMARY, reports, query -> own);
        assertThat(kept.immediateResponse()).isEqualTo(own);
        assertThat(kept.metadata()).doesNotContainKey("summary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Summarize in German.",
                "Summarize the reports in one sentence.",
                "Summarize the reports in three bullet points.",
                "Write a summary as a poem.",
                "Give me a summary of at most 20 words.",
                "Summarize and explain the reports.",
                "Summarize the reports for a child.",
                "Fasse die Berichte zusammen."
            })
    void aSummaryWithAWishForItsFormIsTheModels(String query) {
        assertThat(summary(input("", REPORTS, query), "A school had a party.")).isEqualTo("A school had a party.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Summarize the reports in one short paragraph.",
                "Please give me a brief summary of the text.",
                "Sum up the most important facts.",
                "Write a concise summary.",
                "Give me a summary of the two articles.",
                "Combine the key points of both messages into a single summary."
            })
    void aSummaryWithoutSuchAWishIsChecked(String query) {
        assertThat(summary(input("Summarize.", REPORTS, query), "A school had a party."))
                .isEqualTo(FACTS);
    }

    @Test
    void nounsWithCapitalsAreNoNames() {
        String german = "Die Schule bekam neue Bänke und eine Küche und einen Garten. In diesem Jahr hat die Schule"
                + " 939 Schüler. Der Hof ist fertig, und die Eltern sind zufrieden.";
        ComponentInput input = input("", List.of(output(german)), "Summarize.");

        assertThat(summary(input, "Alle sind froh.")).isEqualTo("In diesem Jahr hat die Schule 939 Schüler.");
        assertThat(summary(input, "Es gibt 939 Kinder.")).isEqualTo("Es gibt 939 Kinder.");
    }

    @Test
    void aLongSentenceIsNoSummary() {
        String table = "Values are " + "17 18 19 20 21 ".repeat(30) + "and so on. ";
        String text = "It was a good year for us all. The school has 939 pupils. ";

        assertThat(summary(input("", List.of(output(table + text)), "Summarize."), "A school."))
                .isEqualTo("The school has 939 pupils.");
        assertThat(summary(input("", List.of(output(table + table)), "Summarize."), "A table."))
                .isEqualTo("A table.");
        List<PreviousOutput> many = IntStream.range(100, 120)
                .mapToObj(number -> output("The schools of the towns that we could see in this year have " + number
                        + " pupils. We went home early. "))
                .toList();
        assertThat(summary(input("", many, "Summarize."), "Many schools.")).isEqualTo("Many schools.");
    }

    @Test
    void aSummaryOfOneSentenceIsTheModels() {
        assertThat(handle(
                                ComponentName.SUMMARY,
                                input("", List.of(output("The bridge in Harwell cost 87 million euros.")), "Sum up."),
                                query -> "A bridge was built.")
                        .immediateResponse())
                .isEqualTo("A bridge was built.");
    }

    private String corrected(String query) {
        return query.substring(query.indexOf(". ") + 2).replace("west", "east");
    }

    private String summary(ComponentInput input, String reply) {
        return handle(ComponentName.SUMMARY, input, query -> reply).immediateResponse();
    }

    private static String content(CompletionRequest request) {
        return request.messages().getLast().content();
    }

    private ComponentResult handle(ComponentName component, ComponentInput input, UnaryOperator<String> replies) {
        return handle(
                component,
                input,
                request -> TestObjects.completion(replies.apply(content(request))),
                Duration.ofSeconds(30));
    }

    private ComponentResult handle(
            ComponentName component,
            ComponentInput input,
            Function<CompletionRequest, Completion> replies,
            Duration timeToTarget) {
        requests.clear();
        elapsed = Duration.ZERO;
        LanguageModel model = request -> Mono.fromSupplier(() -> {
            requests.add(request);
            return replies.apply(request);
        });
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AnswerMetrics metrics = new AnswerMetrics(meters);
        AnswerProperties oneSample = new AnswerProperties(true, 1);
        JunkDetector junk = new JunkDetector();
        PromptBudget budget = new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty);
        RequestContext context = TestObjects.context(Duration.ofSeconds(30));
        Deadline target = Deadline.in(timeToTarget, clock);
        ModelCaller caller = new ModelCaller(model, budget, TestObjects.smallProfiles(), metrics, clock);
        AnswerGenerator generator = new AnswerGenerator(caller, metrics, clock);
        TextComponentHandler handler = new TextComponentHandler(
                new SampledAnswerGenerator(
                        new CheckedAnswerGenerator(generator, junk, checks, oneSample, new JunkMetrics(meters), clock),
                        generator,
                        junk,
                        oneSample,
                        votes,
                        new SampleMetrics(meters),
                        clock),
                new ModelCallProperties(null, Duration.ofSeconds(1)),
                TestObjects.smallProfiles(),
                new NotebookEligibility(new DocumentIntentDetector()),
                new SentenceCorrector(generator, clock));
        return Objects.requireNonNull(handler.handle(new ComponentInvocation(component, input, MemoryContext.UNUSED))
                .contextWrite(new RequestContext(
                        context.requestId(), context.tenant(), context.deadline(), target, null)::into)
                .block(TIMEOUT));
    }
}
