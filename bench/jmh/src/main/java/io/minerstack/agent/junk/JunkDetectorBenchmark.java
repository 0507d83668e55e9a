package io.minerstack.agent.junk;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Checks an answer of different words, which no check can leave early. No library does this. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JunkDetectorBenchmark {

    private static final int LONGEST = 100_000;

    /** Characters of the answer. */
    @Param({"2000", "20000", "100000"})
    public int length;

    private final JunkDetector detector = new JunkDetector();
    private final AnsweredRequest request =
            AnsweredRequest.of("", List.of("What is the capital of Japan?"), List.of(), List.of(), false);
    private final String words = words();

    @Benchmark
    public @Nullable JunkFinding check() {
        return detector.check(words.substring(0, length), false, request);
    }

    private static String words() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < LONGEST) {
            int letters = 2 + random.nextInt(8);
            for (int i = 0; i < letters; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(random.nextInt(12) == 0 ? ".\n" : " ");
        }
        return text.toString();
    }
}
