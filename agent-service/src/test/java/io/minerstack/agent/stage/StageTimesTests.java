package io.minerstack.agent.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class StageTimesTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final StageTimes times = new StageTimes();

    @Test
    void knowsNoTimeOfAStageThatTheRunDidNotComeTo() {
        StageTimes.measure(Stage.MODEL, Mono.just("reply"))
                .contextWrite(times::into)
                .block(SOON);

        assertThat(times.nanos(Stage.MODEL)).isNotNegative();
        assertThat(times.nanos(Stage.SEARCH)).isEqualTo(-1);
    }

    @Test
    void stopsWhereTheWorkEndsFailsOrIsCancelled() {
        StageTimes.measure(Stage.MODEL, Mono.empty()).contextWrite(times::into).block(SOON);
        assertThatThrownBy(() -> StageTimes.measure(Stage.PARSE, Mono.error(new IllegalStateException("no")))
                        .contextWrite(times::into)
                        .block(SOON))
                .hasMessage("no");
        Disposable waiting = StageTimes.measure(Stage.SEARCH, Mono.never())
                .contextWrite(times::into)
                .subscribe();
        assertThat(isRunning(Stage.SEARCH)).isTrue();
        waiting.dispose();

        assertThat(isRunning(Stage.MODEL)).isFalse();
        assertThat(isRunning(Stage.PARSE)).isFalse();
        assertThat(isRunning(Stage.SEARCH)).isFalse();
    }

    @Test
    void doesNotCountWhatIsDoneWithTheResult() {
        boolean running = Boolean.TRUE.equals(StageTimes.measure(Stage.MODEL, Mono.just("reply"))
                .map(reply -> isRunning(Stage.MODEL))
                .contextWrite(times::into)
                .block(SOON));

        assertThat(running).isFalse();
    }

    @Test
    void countsParallelWorkOfOneStageUntilTheLastEnd() {
        Disposable first = StageTimes.measure(Stage.MODEL, Mono.never())
                .contextWrite(times::into)
                .subscribe();
        Disposable second = StageTimes.measure(Stage.MODEL, Mono.never())
                .contextWrite(times::into)
                .subscribe();

        first.dispose();
        first.dispose();
        assertThat(isRunning(Stage.MODEL)).isTrue();
        second.dispose();
        assertThat(isRunning(Stage.MODEL)).isFalse();
    }

    @Test
    void measuresNothingOutsideOfARun() {
        assertThat(StageTimes.measure(Stage.MODEL, Mono.just("reply")).block(SOON))
                .isEqualTo("reply");
        assertThat(StageTimes.measure(null, Stage.PARSE, () -> "text")).isEqualTo("text");
        StageTimes.waiting(null).run();
    }

    @Test
    void endsAStageWhoseWorkThrows() {
        assertThatThrownBy(() -> StageTimes.measure(times, Stage.PARSE, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(isRunning(Stage.PARSE)).isFalse();
    }

    /** The time of a stage that runs grows between two looks. */
    private boolean isRunning(Stage stage) {
        long before = times.nanos(stage);
        long now = System.nanoTime();
        while (System.nanoTime() <= now + 1_000) {
            Thread.onSpinWait();
        }
        return times.nanos(stage) > before;
    }
}
