package io.minerstack.agent.component;

import io.minerstack.agent.answer.AnswerGuard;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.component.ComponentMetrics.Outcome;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.memory.MemoryClient;
import io.minerstack.agent.memory.Turn;
import io.minerstack.servicesupport.context.DeadlineExceededException;
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
 * Runs one component call: recalls, lets the skill work, guards the answer, stores the turn, replies. Storing comes
 * before the reply so that the next request of the conversation finds it, and is bounded so that it can't hold the reply
 * up. A call that fails stores nothing.
 */
@Component
public class ComponentService {

    private final Map<ComponentName, ComponentHandler> skills = new EnumMap<>(ComponentName.class);
    private final MemoryClient recall;
    private final ComponentMetrics metrics;
    private final Clock clock;

    public ComponentService(List<ComponentHandler> skills, MemoryClient recall, ComponentMetrics metrics, Clock clock) {
        skills.forEach(skill -> skill.components().forEach(component -> this.skills.put(component, skill)));
        for (ComponentName component : ComponentName.values()) {
            Objects.requireNonNull(this.skills.get(component), () -> "no skill for " + component);
        }
        this.recall = recall;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The reply, or a failure that a problem mapping knows. */
    public Mono<ComponentOutput> run(ComponentName component, ComponentInput input) {
        return RequestContext.current().flatMap(call -> {
            long started = System.nanoTime();
            return work(component, input)
                    .flatMap(done -> reply(call, done, started))
                    .doOnError(failure -> metrics.failed(component, outcome(failure)))
                    .doOnCancel(() -> metrics.failed(
                            component, call.deadline().hasPassed(clock) ? Outcome.DEADLINE : Outcome.CANCELLED));
        });
    }

    private Mono<Done> work(ComponentName component, ComponentInput input) {
        ComponentHandler skill = Objects.requireNonNull(skills.get(component));
        return recall.before(input.cid(), skill.wantsHistory(input), skill.wantsPlaybook(input))
                .map(recollection -> new ComponentInvocation(component, input, recollection))
                .flatMap(job -> skill.perform(job).map(draft -> new Done(job, draft)));
    }

    private Mono<ComponentOutput> reply(RequestContext call, Done done, long started) {
        ComponentInput input = done.job().input();
        ComponentName component = done.job().component();
        Output output = AnswerGuard.output(
                done.draft().immediateResponse(), done.draft().notebook());
        String said = StoredUserMessage.of(component, input);
        Turn turn = new Turn(input.cid(), TurnId.fresh(), said, output.immediateResponse());
        return recall.store(turn).map(stored -> {
            Completion completion = done.draft().completion();
            metrics.answered(
                    component,
                    completion != null && completion.partial(),
                    call.deadline().remaining(clock));
            return new ComponentOutput(
                    input.cid(),
                    input.task(),
                    input.input(),
                    output,
                    component.wireName(),
                    ResponseMetadata.of(
                            call,
                            done.draft(),
                            done.job().recollection().state(),
                            stored,
                            Duration.ofNanos(System.nanoTime() - started)));
        });
    }

    private static Outcome outcome(Throwable failure) {
        return switch (failure) {
            case DeadlineExceededException late -> Outcome.DEADLINE;
            case ModelCallException model
            when model.reason() == ModelCallException.Reason.UNAVAILABLE -> Outcome.UNAVAILABLE;
            case ModelCallException model -> Outcome.BAD_ANSWER;
            default -> Outcome.FAILED;
        };
    }

    private record Done(ComponentInvocation job, ComponentResult draft) {}
}
