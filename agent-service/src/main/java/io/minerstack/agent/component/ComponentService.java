package io.minerstack.agent.component;

import io.minerstack.agent.coalescing.IdempotencyKey;
import io.minerstack.agent.coalescing.ReceivedAnswer;
import io.minerstack.agent.coalescing.RequestCoalescer;
import io.minerstack.agent.coalescing.RequestFingerprint;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers one caller of a component: with a {@link ComponentRun} of its own, with the one of another caller who sent
 * the same body, or with a finished answer that its {@code Idempotency-Key} names.
 */
@Component
public class ComponentService {

    private final ComponentRun run;
    private final RequestCoalescer coalescer;
    private final ComponentMetrics metrics;
    private final Clock clock;

    ComponentService(ComponentRun run, RequestCoalescer coalescer, ComponentMetrics metrics, Clock clock) {
        this.run = run;
        this.coalescer = coalescer;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The reply, or a failure that a {@link io.minerstack.servicesupport.problem.ProblemMapping} maps.
     *
     * @param key the caller's name of the operation, null for none
     * @param report learns where the time of the caller's own run goes
     */
    Mono<ComponentOutput> run(
            ComponentName component, ComponentInput input, @Nullable IdempotencyKey key, ComponentReport report) {
        return RequestContext.current().flatMap(context -> coalescer
                .answer(RequestFingerprint.of(context, component, input), key, run.of(component, input, report))
                .map(received -> reply(context, component, input, received))
                .doOnError(failure -> metrics.failed(component, failure))
                .doOnCancel(
                        () -> metrics.cancelled(component, context.deadline().hasPassed(clock))));
    }

    private ComponentOutput reply(
            RequestContext context, ComponentName component, ComponentInput input, ReceivedAnswer received) {
        metrics.answered(
                component,
                received.answer().partial(),
                received.source(),
                context.isOfProbe() ? null : context.deadline().remaining(clock));
        return new ComponentOutput(
                input.cid(),
                input.task(),
                input.input(),
                received.answer().output(),
                component.wireName(),
                ResponseMetadata.of(context, received));
    }
}
