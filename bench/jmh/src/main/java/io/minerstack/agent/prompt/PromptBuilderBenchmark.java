package io.minerstack.agent.prompt;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.profile.ModelProfile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Builds the prompt of one request with ten messages of history, fifty playbook entries and three earlier outputs of
 * 4,000 characters. No library does this, so nothing stands beside it.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PromptBuilderBenchmark {

    /** Code points of the user message: 8,000 cut material and history, 100,000 hold all of it. */
    @Param({"8000", "100000"})
    public int budget;

    private final PromptBuilder prompt = new PromptBuilder(
            List.of(PromptTemplates.REFINE, PromptTemplates.NOTEBOOK),
            "Explain quantum computing",
            List.of("What is quantum computing in simple terms?"),
            IntStream.rangeClosed(1, 3)
                    .mapToObj(i -> new PromptContext("output " + i, sentences(4_000)))
                    .toList(),
            new MemoryContext(history(), playbook(), 7L, MemoryContext.State.AVAILABLE));

    @Benchmark
    public Prompt build() {
        return prompt.build(budget, ModelProfile.STANDARD);
    }

    private static List<HistoryMessage> history() {
        return IntStream.range(0, 10)
                .mapToObj(i -> new HistoryMessage(i % 2 == 0 ? "user" : "assistant", sentences(600)))
                .toList();
    }

    private static List<PlaybookEntry> playbook() {
        List<String> types = List.of("preference", "instruction", "fact", "correction", "context", "constraint");
        return IntStream.range(0, 50)
                .mapToObj(i ->
                        new PlaybookEntry(types.get(i % types.size()), "key_" + i, sentences(120), 0.5 + i / 100.0, 1))
                .toList();
    }

    private static String sentences(int length) {
        return "The quick brown fox jumps over the lazy dog. "
                .repeat(length / 45 + 1)
                .substring(0, length);
    }
}
