package io.minerstack.agent.component;

import io.minerstack.agent.answer.AnswerGuard;
import io.minerstack.agent.coalescing.RunCommitment;
import io.minerstack.agent.coalescing.SharedAnswer;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.ModelUsage;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.StoredUserMessage;
import io.minerstack.agent.junk.HistoryFilter;
import io.minerstack.agent.memory.MemoryClient;
import io.minerstack.agent.memory.Turn;
import io.minerstack.agent.memory.TurnQueue;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The work of one component call: reads the memory, calls the component's handler, applies the limits and stores the
 * turn.
 *
 * <p>The turn is stored before the reply is sent, so that the conversation's next request finds it. {@link TurnQueue}
 * limits the time for that. A call that fails stores nothing.
 */
@Component
class ComponentRun {

    private final Map<ComponentName, ComponentHandler> handlers = new EnumMap<>(ComponentName.class);
    private final MemoryClient memory;
    private final HistoryFilter history;
    private final TurnQueue turns;

    ComponentRun(List<ComponentHandler> handlers, MemoryClient memory, HistoryFilter history, TurnQueue turns) {
        handlers.forEach(handler -> handler.components().forEach(component -> this.handlers.put(component, handler)));
        for (ComponentName component : ComponentName.values()) {
            Objects.requireNonNull(this.handlers.get(component), () -> "no handler for " + component);
        }
        this.memory = memory;
        this.history = history;
        this.turns = turns;
    }

    /**
     * The answer, or a failure that a {@link io.minerstack.servicesupport.problem.ProblemMapping} maps.
     *
     * @param report learns the times of the stages and the use of the model, from when the run begins
     */
    Mono<SharedAnswer> of(ComponentName component, ComponentInput input, ComponentReport report) {
        return Mono.defer(() -> {
            long started = System.nanoTime();
            StageTimes times = new StageTimes();
            ModelUsage usage = new ModelUsage();
            report.ran(times, usage);
            return answer(component, input)
                    .flatMap(answered -> store(answered, started))
                    .contextWrite(context -> usage.into(times.into(context)));
        });
    }

    private Mono<Answered> answer(ComponentName component, ComponentInput input) {
        ComponentHandler handler = Objects.requireNonNull(handlers.get(component));
        return memory.readContext(input.cid(), handler.needsHistory(input), handler.needsPlaybook(input))
                .flatMap(history::withoutJunk)
                .map(memoryContext -> new ComponentInvocation(component, input, memoryContext))
                .flatMap(invocation -> handler.handle(invocation).map(result -> new Answered(invocation, result)));
    }

    private Mono<SharedAnswer> store(Answered answered, long started) {
        ComponentName component = answered.invocation().component();
        ComponentInput input = answered.invocation().input();
        ComponentResult result = answered.result();
        Output output = AnswerGuard.output(result.immediateResponse(), result.notebook());
        Turn turn = new Turn(
                input.cid(),
                TurnId.random(),
                StoredUserMessage.of(component, input),
                output.immediateResponse(),
                component == ComponentName.HUMAN_FEEDBACK);
        Mono<Boolean> write = RunCommitment.before(() -> turns.store(turn));
        return StageTimes.measure(Stage.MEMORY_WRITE, write).map(stored -> {
            Completion completion = result.completion();
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            return new SharedAnswer(
                    output,
                    completion != null && completion.partial(),
                    ResponseMetadata.shared(
                            result, answered.invocation().memory().state(), stored, took));
        });
    }

    private record Answered(ComponentInvocation invocation, ComponentResult result) {}
}
