package io.minerstack.agent.component;

import io.minerstack.agent.completion.ModelUsage;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/** What the stages of one run cost that has four of them: the same chain with and without its measurement. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ComponentReportBenchmark {

    private final ComponentOutput reply = new ComponentOutput(
            "cid",
            "",
            List.of(new Query("q")),
            new Output("An answer.", Output.NO_UPDATE),
            "complete",
            Map.of("provider", "vllm", "tokens_used", 321));

    @Benchmark
    public String measured() {
        ComponentReport report = new ComponentReport();
        StageTimes times = new StageTimes();
        ModelUsage usage = new ModelUsage();
        report.ran(times, usage);
        stage(Stage.MEMORY_READ)
                .flatMap(read -> stage(Stage.MODEL))
                .flatMap(answered -> stage(Stage.PARSE))
                .flatMap(parsed -> stage(Stage.MEMORY_WRITE))
                .contextWrite(context -> usage.into(times.into(context)))
                .block();
        return report.answered(reply);
    }

    @Benchmark
    public Object unmeasured() {
        return String.valueOf(Mono.just(1)
                .flatMap(read -> Mono.just(2))
                .flatMap(answered -> Mono.just(3))
                .flatMap(parsed -> Mono.just(4))
                .block());
    }

    private static Mono<Stage> stage(Stage stage) {
        return StageTimes.measure(stage, Mono.just(stage));
    }
}
