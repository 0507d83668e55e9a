package io.minerstack.agent.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.parsing.ParseStrategy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** {@code miner.answers} by parse strategy, and {@code miner.answers.retried} by reason. */
@Component
public class AnswerMetrics {

    private final Map<ParseStrategy, Counter> parsed = new EnumMap<>(ParseStrategy.class);
    private final Counter retriedTooLong;
    private final Counter retriedUnusable;

    public AnswerMetrics(MeterRegistry meters) {
        for (ParseStrategy strategy : ParseStrategy.values()) {
            parsed.put(
                    strategy,
                    Counter.builder("miner.answers")
                            .description("Replies of the model by the way in which they were parsed")
                            .tag("parse", strategy.label())
                            .register(meters));
        }
        retriedTooLong = retried(meters, "prompt_too_long");
        retriedUnusable = retried(meters, "unusable");
    }

    private static Counter retried(MeterRegistry meters, String reason) {
        return Counter.builder("miner.answers.retried")
                .description("Retries of model calls by reason")
                .tag("reason", reason)
                .register(meters);
    }

    void parsed(ParseStrategy strategy) {
        Objects.requireNonNull(parsed.get(strategy)).increment();
    }

    void retriedTooLong() {
        retriedTooLong.increment();
    }

    void retriedUnusable() {
        retriedUnusable.increment();
    }
}
