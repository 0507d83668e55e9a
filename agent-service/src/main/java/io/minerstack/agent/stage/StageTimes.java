package io.minerstack.agent.stage;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The times of the stages of one run, carried in the Reactor context. Work of one stage that runs in parallel, such as
 * several samples, counts once: from the first begin to the last end.
 */
public final class StageTimes {

    private static final Object KEY = StageTimes.class;
    private final Map<Stage, Elapsed> stages = new EnumMap<>(Stage.class);

    /** Gives the times of a run to the code that does its work. */
    public Context into(Context context) {
        return context.put(KEY, this);
    }

    /**
     * Work whose time counts for a stage, until it ends, fails or is cancelled. Outside of a run it is measured
     * nowhere.
     */
    public static <T> Mono<T> measure(Stage stage, Mono<T> work) {
        return Mono.deferContextual(context -> {
            StageTimes times = of(context);
            if (times == null) {
                return work;
            }
            Measurement measurement = times.begin(stage);
            return work.doOnTerminate(measurement::end).doOnCancel(measurement::end);
        });
    }

    /** The times of the run of this subscriber; null outside of a run. */
    public static @Nullable StageTimes of(ContextView context) {
        return context.getOrDefault(KEY, null);
    }

    /** Runs work that does not wait, and counts its time for a stage. */
    public static <T extends @Nullable Object> T measure(@Nullable StageTimes times, Stage stage, Supplier<T> work) {
        if (times == null) {
            return work.get();
        }
        Measurement measurement = times.begin(stage);
        try {
            return work.get();
        } finally {
            measurement.end();
        }
    }

    /** Begins to wait in a queue; the result ends that, at its first call. */
    public static Runnable waiting(@Nullable StageTimes times) {
        return times == null ? () -> {} : times.begin(Stage.QUEUE)::end;
    }

    private synchronized Measurement begin(Stage stage) {
        Elapsed elapsed = stages.computeIfAbsent(stage, first -> new Elapsed());
        elapsed.begin();
        return new Measurement(elapsed);
    }

    /** The time of a stage until now in ns; -1 where the run did not come to it. */
    public synchronized long nanos(Stage stage) {
        Elapsed elapsed = stages.get(stage);
        return elapsed == null ? -1 : elapsed.untilNow();
    }

    /** The time of one stage, guarded by the lock of its {@link StageTimes}. */
    private static final class Elapsed {

        private int running;
        private long since;
        private long ended;

        void begin() {
            if (running++ == 0) {
                since = System.nanoTime();
            }
        }

        void end() {
            if (--running == 0) {
                ended += System.nanoTime() - since;
            }
        }

        long untilNow() {
            return running == 0 ? ended : ended + System.nanoTime() - since;
        }
    }

    /** One begin of a stage. Ends once, however often it is told to. */
    private final class Measurement {

        private final Elapsed stage;
        private boolean ended;

        private Measurement(Elapsed stage) {
            this.stage = stage;
        }

        /** Ends the stage, unless other work of the same stage still runs. */
        void end() {
            synchronized (StageTimes.this) {
                if (!ended) {
                    ended = true;
                    stage.end();
                }
            }
        }
    }
}
