package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the fields of one event that llm-proxy needs: {@link ChunkReader} beside Jackson's tree model. Times are per
 * event.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChunkReaderBenchmark {

    private static final int TOKENS = 97;
    private static final int EVENTS = TOKENS + 3;

    private final JsonMapper json = JsonMapper.builder().build();
    private final ChunkReader reader = new ChunkReader(json, new UpstreamErrorMapper(json, Clock.systemUTC()));
    private final List<byte[]> events = StreamSample.payloads(TOKENS);

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void chunkReader(Blackhole fields) {
        for (byte[] event : events) {
            fields.consume(reader.read(event));
        }
    }

    /** Finds less than {@link ChunkReader}: neither the refusal, the reasoning nor the tool calls. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void jacksonTree(Blackhole fields) {
        for (byte[] event : events) {
            JsonNode root = json.readTree(event);
            JsonNode choice = root.path("choices").path(0);
            fields.consume(root.path("id").asString(""));
            fields.consume(root.path("model").asString(""));
            fields.consume(root.path("created").asLong(0));
            fields.consume(choice.path("delta").path("content").asString(""));
            fields.consume(choice.path("finish_reason").asString(""));
            fields.consume(root.path("usage"));
        }
    }
}
