package io.minerstack.agent.aggregate;

import static io.minerstack.agent.TestObjects.input;
import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.TestObjects;
import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.AnswerMetrics;
import io.minerstack.agent.answer.ModelCaller;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.CompletionRequest;
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallProperties;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.vote.VoteExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class AggregateHandlerTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final VoteExecutor executor = new VoteExecutor();

    @AfterEach
    void stop() {
        executor.destroy();
    }

    @Test
    void runsAggregationsOnThreadsOfTheirOwn() {
        LanguageModel unavailable =
                question -> Mono.<Completion>error(new ModelCallException(ModelCallException.Reason.UNAVAILABLE, 503))
                        .publishOn(Schedulers.parallel());
        Mono<String> thread = aggregate(unavailable, List.of(output("1", "Notebook one"), output("1", "Notebook two")))
                .map((ComponentResult draft) -> Thread.currentThread().getName());

        StepVerifier.create(thread)
                .assertNext(name -> assertThat(name).startsWith("vote"))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void asksTheModelTheSameInEveryOrderOfTheOutputs() {
        List<PreviousOutput> outputs = new ArrayList<>(List.of(
                output("The answer is 391.", "# Bridge\n\nIt has a steel arch."),
                output("391"),
                output("It is 391.0, I am sure.", "# Harbour\n\nTourists climb the arch."),
                output("The answer is 381."),
                output("Nobody knows."),
                output("The answer is 381.", "# Notes\n\nThe toll is 4 dollars.")));
        String asked = prompt(outputs);
        Random random = new Random(7);

        for (int i = 0; i < 20; i++) {
            Collections.shuffle(outputs, random);
            assertThat(prompt(outputs)).isEqualTo(asked);
        }
        assertThat(asked).contains("391", "381", "Nobody knows.", "steel arch", "Tourists", "toll");
    }

    @Test
    void samplesAtTheOperatorsTemperatureWhereThereIsOne() {
        List<CompletionRequest> requests = new ArrayList<>();
        LanguageModel model = request -> {
            requests.add(request);
            return Mono.just(TestObjects.completion("The outputs say 391."));
        };
        List<PreviousOutput> outputs = List.of(output("391"), output("391"), output("381"));

        aggregate(model, outputs, null).block(SOON);
        aggregate(model, outputs, 0.0).block(SOON);

        assertThat(requests).extracting(CompletionRequest::temperature).containsExactly(0.3, 0.0);
    }

    private String prompt(List<PreviousOutput> outputs) {
        List<CompletionRequest> requests = new ArrayList<>();
        aggregate(
                        request -> {
                            requests.add(request);
                            return Mono.just(TestObjects.completion("The outputs say 391."));
                        },
                        outputs)
                .block(SOON);
        return requests.getFirst().messages().toString();
    }

    private Mono<ComponentResult> aggregate(LanguageModel model, List<PreviousOutput> outputs) {
        return aggregate(model, outputs, null);
    }

    private Mono<ComponentResult> aggregate(
            LanguageModel model, List<PreviousOutput> outputs, @Nullable Double temperature) {
        AnswerMetrics answerMetrics = new AnswerMetrics(new SimpleMeterRegistry());
        Clock clock = Clock.systemUTC();
        ModelCaller caller = new ModelCaller(
                model,
                new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty),
                TestObjects.standardProfiles(),
                answerMetrics,
                clock);
        AggregateHandler handler = new AggregateHandler(
                new AnswerGenerator(caller, answerMetrics, clock),
                TestObjects.standardProfiles(),
                new AggregateProperties(SOON),
                new ModelCallProperties(temperature, SOON),
                new AggregateMetrics(new SimpleMeterRegistry()),
                executor,
                clock);
        return handler.handle(
                        new ComponentInvocation(ComponentName.AGGREGATE, input("", outputs, "q"), MemoryContext.UNUSED))
                .contextWrite(TestObjects.context(SOON)::into);
    }
}
