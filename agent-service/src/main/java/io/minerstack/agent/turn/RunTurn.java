package io.minerstack.agent.turn;

import io.minerstack.agent.answer.AnswerGuard;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.ModelFailure;
import io.minerstack.agent.contract.AgentComponent;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.recall.Recall;
import io.minerstack.agent.recall.Turn;
import io.minerstack.agent.turn.TurnMetrics.Outcome;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.DeadlineExceeded;
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
public class RunTurn {

    private final Map<AgentComponent, Skill> skills = new EnumMap<>(AgentComponent.class);
    private final Recall recall;
    private final TurnMetrics metrics;
    private final Clock clock;

    public RunTurn(List<Skill> skills, Recall recall, TurnMetrics metrics, Clock clock) {
        skills.forEach(skill -> skill.components().forEach(component -> this.skills.put(component, skill)));
        for (AgentComponent component : AgentComponent.values()) {
            Objects.requireNonNull(this.skills.get(component), () -> "no skill for " + component);
        }
        this.recall = recall;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The reply, or a failure that a problem mapping knows. */
    public Mono<ComponentOutput> run(AgentComponent component, ComponentInput input) {
        return Call.current().flatMap(call -> {
            long started = System.nanoTime();
            return work(component, input)
                    .flatMap(done -> reply(call, done, started))
                    .doOnError(failure -> metrics.failed(component, outcome(failure)))
                    .doOnCancel(() -> metrics.failed(
                            component, call.deadline().hasPassed(clock) ? Outcome.DEADLINE : Outcome.CANCELLED));
        });
    }

    private Mono<Done> work(AgentComponent component, ComponentInput input) {
        Skill skill = Objects.requireNonNull(skills.get(component));
        return recall.before(input.cid(), skill.wantsHistory(input), skill.wantsPlaybook(input))
                .map(recollection -> new Job(component, input, recollection))
                .flatMap(job -> skill.perform(job).map(draft -> new Done(job, draft)));
    }

    private Mono<ComponentOutput> reply(Call call, Done done, long started) {
        ComponentInput input = done.job().input();
        AgentComponent component = done.job().component();
        Output output = AnswerGuard.output(
                done.draft().immediateResponse(), done.draft().notebook());
        String said = TurnText.of(component, input);
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
                    Metadata.of(
                            call,
                            done.draft(),
                            done.job().recollection().state(),
                            stored,
                            Duration.ofNanos(System.nanoTime() - started)));
        });
    }

    private static Outcome outcome(Throwable failure) {
        return switch (failure) {
            case DeadlineExceeded late -> Outcome.DEADLINE;
            case ModelFailure model when model.reason() == ModelFailure.Reason.UNAVAILABLE -> Outcome.UNAVAILABLE;
            case ModelFailure model -> Outcome.BAD_ANSWER;
            default -> Outcome.FAILED;
        };
    }

    private record Done(Job job, Draft draft) {}
}
