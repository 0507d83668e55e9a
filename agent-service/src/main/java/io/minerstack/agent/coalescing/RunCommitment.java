package io.minerstack.agent.coalescing;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Lets the work of a run say that it writes to the memory from now on. Such a run is not cancelled any more: it ends
 * within seconds, and a caller who left and repeats its {@code Idempotency-Key} gets the answer in place of a second
 * turn.
 */
public final class RunCommitment {

    private static final String CONTEXT_KEY = "minerstack.run-commitment";

    private RunCommitment() {}

    /** Adds the run to the context of its work. */
    static Context into(Context context, BooleanSupplier run) {
        return context.put(CONTEXT_KEY, run);
    }

    /** Keeps the run from being cancelled, then writes. Empty, and nothing is written, where that is too late. */
    public static <T> Mono<T> before(Supplier<Mono<T>> write) {
        return Mono.deferContextual(context -> commit(context) ? write.get() : Mono.empty());
    }

    /** Keeps the run from being cancelled. False where that is too late: then nothing may be written. */
    static boolean commit(ContextView context) {
        return !context.hasKey(CONTEXT_KEY)
                || context.<BooleanSupplier>get(CONTEXT_KEY).getAsBoolean();
    }
}
