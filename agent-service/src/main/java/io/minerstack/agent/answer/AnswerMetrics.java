package io.minerstack.agent.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** {@code miner.answers} by the rung that they were read at, and {@code miner.answers.retried} by why. */
@Component
public class AnswerMetrics {

    private final Map<ParseStrategy, Counter> rungs = new EnumMap<>(ParseStrategy.class);
    private final Counter tooLong;
    private final Counter unusable;

    public AnswerMetrics(MeterRegistry meters) {
        for (ParseStrategy rung : ParseStrategy.values()) {
            rungs.put(
                    rung,
                    Counter.builder("miner.answers")
                            .description("Replies of the model by how they could be read")
                            .tag("rung", rung.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        tooLong = retried(meters, "prompt_too_long");
        unusable = retried(meters, "unusable");
    }

    private static Counter retried(MeterRegistry meters, String reason) {
        return Counter.builder("miner.answers.retried")
                .description("Further tries at an answer")
                .tag("reason", reason)
                .register(meters);
    }

    void read(ParseStrategy rung) {
        Counter counter = rungs.get(rung);
        if (counter != null) {
            counter.increment();
        }
    }

    void retriedTooLong() {
        tooLong.increment();
    }

    void retriedUnusable() {
        unusable.increment();
    }
}
