package io.minerstack.llmproxy.budget;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts what becomes of reservations, and refusals by reason. */
@Component
class BudgetMetrics {

    /** What became of a reservation. */
    enum Outcome implements LowerCaseLabel {
        /** Charged by the token counts of the model server. */
        SETTLED,
        /** Charged as a whole: the attempt ended without token counts. */
        CHARGED,
        /** Charged nothing: the attempt was not sent, or ended with an error response. */
        RELEASED,
        /** Charged as a whole after its deadline: its proxy ended, or could not reach the database. */
        LOST
    }

    /** Why an attempt was refused. */
    enum Refusal implements LowerCaseLabel {
        /** The budget does not allow what the attempt may cost. */
        EXCEEDED,
        /** The database did not answer, or there is none. */
        UNAVAILABLE,
        /** The key has a limit of money, and the model has no price. */
        UNPRICED
    }

    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
    private final Counter overruns;

    BudgetMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    LlmMeter.BUDGET_RESERVATIONS.counter(registry, Tags.of(LlmMeter.OUTCOME, outcome.label())));
        }
        for (Refusal reason : Refusal.values()) {
            refusals.put(reason, LlmMeter.BUDGET_REFUSALS.counter(registry, Tags.of(LlmMeter.REASON, reason.label())));
        }
        overruns = LlmMeter.BUDGET_OVERRUNS.counter(registry, Tags.empty());
    }

    void ended(Outcome outcome, int number) {
        Objects.requireNonNull(outcomes.get(outcome)).increment(number);
    }

    void refused(Refusal reason) {
        Objects.requireNonNull(refusals.get(reason)).increment();
    }

    /** An attempt cost more than was held for it. */
    void overrun() {
        overruns.increment();
    }
}
