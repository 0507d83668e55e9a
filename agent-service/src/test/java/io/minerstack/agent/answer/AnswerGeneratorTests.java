package io.minerstack.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.TestObjects;
import io.minerstack.agent.completion.CompletionRequest;
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.prompt.PromptTemplates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AnswerGeneratorTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final PromptBuilder PROMPT =
            new PromptBuilder(List.of(PromptTemplates.COMPLETE), "", List.of("q"), List.of(), MemoryContext.UNUSED);

    private final List<CompletionRequest> requests = new ArrayList<>();

    @Test
    void asksForJsonOnlyWhereANotebookMayBeWritten() {
        generate(true, Duration.ofSeconds(20), "Hi");
        generate(false, Duration.ofSeconds(20), "Hi");

        assertThat(requests.getFirst().schema()).isNotNull();
        assertThat(requests.getLast().schema()).isNull();
    }

    @Test
    void asksForPlainTextAfterAnUnusableReply() {
        assertThat(generate(true, Duration.ofSeconds(20), "{}", "Hi")).isEqualTo("Hi");

        assertThat(requests).hasSize(2);
        assertThat(requests.getLast().schema()).isNull();
        assertThat(requests.getLast().messages().getFirst().content())
                .contains(PromptTemplates.PLAIN_TEXT_ONLY.text(PromptStyle.FULL))
                .doesNotContain(PromptTemplates.NOTEBOOK.text(PromptStyle.FULL));
    }

    @Test
    void doesNotRetryWithLessThanTwoSecondsLeft() {
        StepVerifier.create(generating(false, Duration.ofMillis(1_900), "", "Hi"))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ModelCallException.class, model -> assertThat(model.reason())
                                .isEqualTo(ModelCallException.Reason.UNUSABLE)))
                .verify(TIMEOUT);
        assertThat(requests).hasSize(1);
    }

    /** A server that breaks off says "stop" all the same. */
    @Test
    void marksAnAnswerWhoseJsonHasNoEnd() {
        assertThat(generated(true, Duration.ofSeconds(20), "{\"immediate_response\":\"Do not press the red")
                        .map(answer -> answer.completion().isCut())
                        .block(TIMEOUT))
                .isTrue();
        assertThat(generated(true, Duration.ofSeconds(20), "{\"immediate_response\":\"Press it.\"}")
                        .map(answer -> answer.completion().isCut())
                        .block(TIMEOUT))
                .isFalse();
    }

    private String generate(boolean withNotebook, Duration timeLeft, String... replies) {
        return String.valueOf(generating(withNotebook, timeLeft, replies).block(TIMEOUT));
    }

    private Mono<String> generating(boolean withNotebook, Duration timeLeft, String... replies) {
        return generated(withNotebook, timeLeft, replies).map(GeneratedAnswer::immediateResponse);
    }

    private Mono<GeneratedAnswer> generated(boolean withNotebook, Duration timeLeft, String... replies) {
        Iterator<String> next = List.of(replies).iterator();
        LanguageModel model = request -> Mono.fromSupplier(() -> {
            requests.add(request);
            return TestObjects.completion(next.next());
        });
        AnswerMetrics metrics = new AnswerMetrics(new SimpleMeterRegistry());
        PromptBudget budget = new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty);
        Clock clock = Clock.systemUTC();
        return new AnswerGenerator(
                        new ModelCaller(model, budget, TestObjects.standardProfiles(), metrics, clock), metrics, clock)
                .generate(PROMPT, Temperature.byDefault(0.7), withNotebook)
                .contextWrite(TestObjects.context(timeLeft)::into);
    }
}
