package io.minerstack.memory.database;

import io.minerstack.hop.call.Call;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets no statement start after the deadline of the call that it serves, and nobody wait for one past it. */
@Component
public class WithinDeadline {

    private final Clock clock;

    WithinDeadline(Clock clock) {
        this.clock = clock;
    }

    public <T> Mono<T> run(Mono<T> statement) {
        return Mono.deferContextual(context -> Call.from(context).deadline().bound(statement, clock));
    }

    /** As {@link #run(Mono)}, for the rows of one statement, which are few by construction. */
    public <T> Mono<java.util.List<T>> run(Flux<T> rows) {
        return run(rows.collectList());
    }
}
