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
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.prompt.PromptTemplates;
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

/** Calls a model with a context of 2,048 tokens that refuses longer prompts and counts tokens like a byte tokenizer. */
class ModelCallerTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CONTEXT = 2_048;
    private static final String FISH = "🐟";

    private int calls;

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shortensTenThousandEmojiToASmallContext(boolean counted) {
        assertThat(reply(counted, prompt(List.of(FISH.repeat(10_000)), List.of())))
                .isEqualTo("A fine answer.");
        // with token counts in the refusal the second prompt fits
        assertThat(calls).isBetween(2, counted ? 2 : 6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shortensTheLargestPossibleRequest(boolean counted) {
        List<String> queries = Collections.nCopies(50, FISH.repeat(10_000));
        List<PromptContext> outputs = Collections.nCopies(20, new PromptContext("output 1", "日".repeat(50_000)));

        assertThat(reply(counted, prompt(queries, outputs))).isEqualTo("A fine answer.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shortensATextWhoseBeginningHasMoreTokensPerCharacter(boolean counted) {
        assertThat(reply(counted, prompt(List.of(FISH.repeat(900) + "plain words ".repeat(700)), List.of())))
                .isEqualTo("A fine answer.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotRetryAfterTheDeadline(boolean counted) {
        Clock late = Clock.fixed(Instant.now().plus(TIMEOUT), ZoneOffset.UTC);

        StepVerifier.create(call(counted, prompt(List.of(FISH.repeat(10_000)), List.of()), late))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ModelCallException.class, model -> assertThat(model.reason())
                                .isEqualTo(Reason.TOO_LONG)))
                .verify(TIMEOUT);
        assertThat(calls).isEqualTo(1);
    }

    private String reply(boolean counted, PromptBuilder prompt) {
        return String.valueOf(call(counted, prompt, Clock.systemUTC()).block(TIMEOUT));
    }

    private Mono<String> call(boolean counted, PromptBuilder prompt, Clock clock) {
        ModelCaller caller = new ModelCaller(
                model(counted),
                new PromptBudget(new PromptProperties(48_000, 4_000), () -> OptionalInt.of(CONTEXT)),
                TestObjects.standardProfiles(),
                new AnswerMetrics(new SimpleMeterRegistry()),
                clock);
        return caller.call(prompt, Temperature.byDefault(0.7), null, null)
                .map(reply -> reply.completion().text())
                .contextWrite(TestObjects.context(Duration.ofSeconds(5))::into);
    }

    private LanguageModel model(boolean counted) {
        return request -> Mono.defer(() -> {
            calls++;
            int tokens = tokens(request);
            return tokens < CONTEXT
                    ? Mono.just(TestObjects.completion("A fine answer."))
                    : Mono.<Completion>error(ModelCallException.tooLong(
                            counted ? new PromptTooLongDetails(tokens, CONTEXT) : PromptTooLongDetails.UNKNOWN));
        });
    }

    /** One token for 4 ASCII characters, 3 tokens for any other character. */
    private static int tokens(CompletionRequest request) {
        return request.messages().stream()
                        .flatMapToInt(message -> message.content().codePoints())
                        .map(point -> point < 128 ? 1 : 12)
                        .sum()
                / 4;
    }

    private static PromptBuilder prompt(List<String> queries, List<PromptContext> contexts) {
        return new PromptBuilder(List.of(PromptTemplates.COMPLETE), "", queries, contexts, MemoryContext.UNUSED);
    }
}
