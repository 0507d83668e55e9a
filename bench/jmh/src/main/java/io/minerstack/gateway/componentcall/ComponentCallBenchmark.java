package io.minerstack.gateway.componentcall;

import java.util.HashMap;
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
import org.springframework.http.HttpHeaders;

/** What the record of one component call costs: its times, the report, and the fields of its log line. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ComponentCallBenchmark {

    private final HttpHeaders response = new HttpHeaders();

    public ComponentCallBenchmark() {
        response.set(
                "X-Component-Report",
                "outcome=good, agent_millis=812.4, memory_read_millis=2.1, model_millis=800.0, parse_millis=0.1,"
                        + " memory_write_millis=5.2, provider=openai, tokens=321");
    }

    @Benchmark
    public Map<String, Object> record() {
        ComponentCall call = new ComponentCall("complete", System::nanoTime);
        call.relayed();
        call.answered(response);
        call.ended(AnswerOutcome.GOOD);
        Map<String, Object> line = new HashMap<>();
        call.describe(line::put);
        return line;
    }
}
