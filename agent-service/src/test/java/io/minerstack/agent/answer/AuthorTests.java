package io.minerstack.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.TestObjects;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelFailure;
import io.minerstack.agent.completion.ModelFailure.Reason;
import io.minerstack.agent.completion.PromptSize;
import io.minerstack.agent.completion.Question;
import io.minerstack.agent.prompt.Budget;
import io.minerstack.agent.prompt.Material;
import io.minerstack.agent.prompt.PromptDraft;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.prompt.PromptText;
import io.minerstack.agent.recall.Recollection;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.Deadline;
import io.minerstack.hop.call.RequestId;
import io.minerstack.hop.call.Tenant;
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
class AuthorTests {

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
        List<Material> outputs = Collections.nCopies(20, new Material("output 1", "\u65E5".repeat(50_000)));

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
                        .isInstanceOfSatisfying(ModelFailure.class, model -> assertThat(model.reason())
                                .isEqualTo(Reason.TOO_LONG)))
                .verify(SOON);
        assertThat(asked).isEqualTo(1);
    }

    private String written(boolean counted, PromptDraft draft) {
        return String.valueOf(writing(counted, draft, Clock.systemUTC()).block(SOON));
    }

    private Mono<String> writing(boolean counted, PromptDraft draft, Clock clock) {
        Author author = new Author(
                model(counted),
                new Budget(new PromptProperties(48_000, 4_000), () -> OptionalInt.of(CONTEXT)),
                new AnswerMetrics(new SimpleMeterRegistry()),
                clock);
        Call call = new Call(
                new RequestId("r"), new Tenant("t"), new Deadline(Instant.now().plusSeconds(5)), null);
        return author.write(draft, 0.7, false).map(Written::immediateResponse).contextWrite(call::into);
    }

    private LanguageModel model(boolean counted) {
        return question -> Mono.defer(() -> {
            asked++;
            int tokens = tokens(question);
            return tokens < CONTEXT
                    ? Mono.just(TestObjects.completion("A fine answer."))
                    : Mono.<Completion>error(
                            ModelFailure.tooLong(counted ? new PromptSize(tokens, CONTEXT) : PromptSize.UNKNOWN));
        });
    }

    /** Four letters a token, other characters three tokens each. */
    private static int tokens(Question question) {
        return question.messages().stream()
                        .flatMapToInt(message -> message.content().codePoints())
                        .map(point -> point < 128 ? 1 : 12)
                        .sum()
                / 4;
    }

    private static PromptDraft draft(List<String> queries, List<Material> material) {
        return new PromptDraft(List.of(PromptText.COMPLETE), "", queries, material, Recollection.UNUSED);
    }
}
