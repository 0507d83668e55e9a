package io.minerstack.llmproxy.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the choice among 16 model servers adds to a request: the hashes of its prompt, the choice, and its memory. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReplicaChoiceBenchmark {

    private static final int SERVERS = 16;
    private static final int MESSAGE = 1024;

    /** Length of the prompt. */
    @Param({"1", "10", "100"})
    public int kilobytes;

    private final List<Server> servers = new ArrayList<>();
    private final ReplicaChooser chooser = new PrefixChooser();
    private final ObjectNode body = new JsonMapper().createObjectNode();
    private PromptPrefix prefix = PromptPrefix.NONE;

    private record Server(long identity, ReplicaLoad load, PrefixMemory prefixes) implements Replica {}

    /** All servers have got the prompt, so each look finds all of it. */
    @Setup
    public void prepare() {
        ArrayNode messages = body.putArray("messages");
        for (int message = 0; message < kilobytes; message++) {
            messages.addObject().put("role", "user").put("content", "word".repeat(MESSAGE / 4));
        }
        prefix = PromptPrefix.of(body);
        for (int server = 0; server < SERVERS; server++) {
            servers.add(new Server(server, new ReplicaLoad(), new PrefixMemory(2 << 20)));
            servers.getLast().assign(prefix).end();
        }
    }

    @Benchmark
    public PromptPrefix hashes() {
        return PromptPrefix.of(body);
    }

    @Benchmark
    public Object choice() {
        return chooser.choose(servers, prefix);
    }

    @Benchmark
    public void memory() {
        servers.getFirst().assign(prefix).end();
    }
}
