package io.minerstack.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.TestObjects;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.CompletionRequest;
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallException.Reason;
import io.minerstack.agent.completion.PromptTooLongDetails;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Against a model of 2,048 tokens that counts as a byte tokenizer does and refuses what leaves no room for an answer. */
class AnswerGeneratorTests {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int CONTEXT = 2_048;
    private static final String FISH = "\uD83D\uDC1F";

    private int asked;

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void makesTenThousandEmojiFitASmallContext(boolean counted) {
        assertThat(written(counted, draft(List.of(FISH.repeat(10_000)), List.of())))
                .isEqualTo("A fine answer.");
        // a count leads straight there
        assertThat(asked).isBetween(2, counted ? 2 : 6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makesTheLargestRequestFitWhateverIsInIt(boolean counted) {
        List<String> queries = Collections.nCopies(50, FISH.repeat(10_000));
        List<PromptContext> outputs = Collections.nCopies(20, new PromptContext("output 1", "\u65E5".repeat(50_000)));

        assertThat(written(counted, draft(queries, outputs))).isEqualTo("A fine answer.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsARoomForTheDenseBeginningOfAnEasyText(boolean counted) {
        assertThat(written(counted, draft(List.of(FISH.repeat(900) + "plain words ".repeat(700)), List.of())))
                .isEqualTo("A fine answer.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shortensNothingOnceTheTimeIsOver(boolean counted) {
        Clock late = Clock.fixed(Instant.now().plus(SOON), ZoneOffset.UTC);

        StepVerifier.create(writing(counted, draft(List.of(FISH.repeat(10_000)), List.of()), late))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ModelCallException.class, model -> assertThat(model.reason())
                                .isEqualTo(Reason.TOO_LONG)))
                .verify(SOON);
        assertThat(asked).isEqualTo(1);
    }

    private String written(boolean counted, PromptBuilder draft) {
        return String.valueOf(writing(counted, draft, Clock.systemUTC()).block(SOON));
    }

    private Mono<String> writing(boolean counted, PromptBuilder draft, Clock clock) {
        AnswerGenerator author = new AnswerGenerator(
                model(counted),
                new PromptBudget(new PromptProperties(48_000, 4_000), () -> OptionalInt.of(CONTEXT)),
                new AnswerMetrics(new SimpleMeterRegistry()),
                clock);
        RequestContext call = new RequestContext(
                new RequestId("r"), new Tenant("t"), new Deadline(Instant.now().plusSeconds(5)), null);
        return author.write(draft, 0.7, false)
                .map(GeneratedAnswer::immediateResponse)
                .contextWrite(call::into);
    }

    private LanguageModel model(boolean counted) {
        return question -> Mono.defer(() -> {
            asked++;
            int tokens = tokens(question);
            return tokens < CONTEXT
                    ? Mono.just(TestObjects.completion("A fine answer."))
                    : Mono.<Completion>error(ModelCallException.tooLong(
                            counted ? new PromptTooLongDetails(tokens, CONTEXT) : PromptTooLongDetails.UNKNOWN));
        });
    }

    /** Four letters a token, other characters three tokens each. */
    private static int tokens(CompletionRequest question) {
        return question.messages().stream()
                        .flatMapToInt(message -> message.content().codePoints())
                        .map(point -> point < 128 ? 1 : 12)
                        .sum()
                / 4;
    }

    private static PromptBuilder draft(List<String> queries, List<PromptContext> material) {
        return new PromptBuilder(List.of(PromptTemplates.COMPLETE), "", queries, material, MemoryContext.UNUSED);
    }
}
