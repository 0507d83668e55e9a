package io.minerstack.gateway.defence;

import io.minerstack.servicesupport.problem.Problem;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sheds load: beyond so many requests at once it is kinder to refuse a caller than to let all of them wait. */
@Component
public class Admission {

    private final int most;
    private final AtomicInteger underWay = new AtomicInteger();

    Admission(DefenceProperties properties) {
        this.most = properties.maxConcurrentRequests();
    }

    /** Lets work run if there is room; counts it until it ends in whatever way. */
    public Mono<Void> admit(Mono<Void> work) {
        return Mono.defer(() -> {
            if (underWay.incrementAndGet() > most) {
                underWay.decrementAndGet();
                return Mono.error(Problem.unavailable("Too many requests are under way; try again shortly.", 1));
            }
            return work.doFinally(end -> underWay.decrementAndGet());
        });
    }

    public int underWay() {
        return underWay.get();
    }
}
