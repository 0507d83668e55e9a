package io.minerstack.agent.component;

import io.minerstack.agent.answer.AnswerGuard;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.memory.MemoryClient;
import io.minerstack.agent.memory.Turn;
import io.minerstack.agent.memory.TurnQueue;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Runs one component call: reads the memory, calls the component's handler, applies the limits, stores the turn,
 * replies.
 *
 * <p>The turn is stored before the reply is sent, so that the conversation's next request finds it. {@link TurnQueue}
 * limits the time for that. A call that fails stores nothing.
 */
@Component
public class ComponentService {

    private final Map<ComponentName, ComponentHandler> handlers = new EnumMap<>(ComponentName.class);
    private final MemoryClient memory;
    private final TurnQueue turns;
    private final ComponentMetrics metrics;
    private final Clock clock;

    public ComponentService(
            List<ComponentHandler> handlers,
            MemoryClient memory,
            TurnQueue turns,
            ComponentMetrics metrics,
            Clock clock) {
        handlers.forEach(handler -> handler.components().forEach(component -> this.handlers.put(component, handler)));
        for (ComponentName component : ComponentName.values()) {
            Objects.requireNonNull(this.handlers.get(component), () -> "no handler for " + component);
        }
        this.memory = memory;
        this.turns = turns;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The reply, or a failure that a {@link io.minerstack.servicesupport.problem.ProblemMapping} maps. */
    public Mono<ComponentOutput> run(ComponentName component, ComponentInput input) {
        return RequestContext.current().flatMap(context -> {
            long started = System.nanoTime();
            return answer(component, input)
                    .flatMap(answered -> reply(context, answered, started))
                    .doOnError(failure -> metrics.failed(component, failure))
                    .doOnCancel(() ->
                            metrics.cancelled(component, context.deadline().hasPassed(clock)));
        });
    }

    private Mono<Answered> answer(ComponentName component, ComponentInput input) {
        ComponentHandler handler = Objects.requireNonNull(handlers.get(component));
        return memory.readContext(input.cid(), handler.needsHistory(input), handler.needsPlaybook(input))
                .map(memoryContext -> new ComponentInvocation(component, input, memoryContext))
                .flatMap(invocation -> handler.handle(invocation).map(result -> new Answered(invocation, result)));
    }

    private Mono<ComponentOutput> reply(RequestContext context, Answered answered, long started) {
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
        return turns.store(turn).map(stored -> {
            Completion completion = result.completion();
            metrics.answered(
                    component,
                    completion != null && completion.partial(),
                    context.deadline().remaining(clock));
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            return new ComponentOutput(
                    input.cid(),
                    input.task(),
                    input.input(),
                    output,
                    component.wireName(),
                    ResponseMetadata.of(
                            context, result, answered.invocation().memory().state(), stored, took));
        });
    }

    private record Answered(ComponentInvocation invocation, ComponentResult result) {}
}
