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
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelCallProperties;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.profile.ModelProfiles;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.vote.VoteExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class SmallModelAggregationTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final AtomicInteger calls = new AtomicInteger();
    private final VoteExecutor executor = new VoteExecutor();

    @AfterEach
    void stop() {
        executor.destroy();
    }

    @Test
    void codeWordsTheResultWithoutACallOfASmallModel() {
        List<PreviousOutput> outputs = List.of(output("Paris", "# A"), output("Paris", "# B"), output("Lyon"));

        ComponentResult small = aggregate(TestObjects.smallProfiles(), outputs);
        assertThat(calls).hasValue(0);
        assertThat(small.immediateResponse()).contains("Paris");
        assertThat(small.notebook()).contains("# A", "# B");

        aggregate(TestObjects.standardProfiles(), outputs);
        assertThat(calls).hasPositiveValue();
    }

    private ComponentResult aggregate(ModelProfiles profiles, List<PreviousOutput> outputs) {
        LanguageModel model = request -> Mono.<Completion>fromSupplier(() -> {
            calls.incrementAndGet();
            return TestObjects.completion("Paris.");
        });
        AnswerMetrics answerMetrics = new AnswerMetrics(new SimpleMeterRegistry());
        Clock clock = Clock.systemUTC();
        PromptBudget budget = new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty);
        AggregateHandler handler = new AggregateHandler(
                new AnswerGenerator(
                        new ModelCaller(model, budget, profiles, answerMetrics, clock), answerMetrics, clock),
                profiles,
                new AggregateProperties(SOON),
                new ModelCallProperties(null, SOON),
                new AggregateMetrics(new SimpleMeterRegistry()),
                executor,
                clock);
        return Objects.requireNonNull(handler.handle(new ComponentInvocation(
                        ComponentName.AGGREGATE,
                        input("", outputs, "What is the capital of France?"),
                        MemoryContext.UNUSED))
                .contextWrite(TestObjects.context(SOON)::into)
                .block(SOON));
    }
}
