package io.minerstack.llmproxy.budget;

import io.minerstack.llmproxy.budget.BudgetMetrics.Refusal;
import io.minerstack.llmproxy.database.RowIds;
import io.minerstack.llmproxy.database.UsageDatabaseException;
import io.minerstack.llmproxy.failure.BudgetRefusedException;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.SpendingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reserves what an attempt may cost in the budget of its key. The budget is never overspent, however many proxies spend
 * it and however they end, because each of them holds the most that an attempt may cost before it sends the attempt.
 */
@Component
public class Budgets {

    /** After the deadline of its request, an attempt still has this time to be settled. */
    private static final Duration SETTLE_TIME = Duration.ofMinutes(1);

    /** Attempts under way end within seconds, and most of them cost less than is held for them. */
    private static final Duration RETRY_AFTER_HELD = Duration.ofSeconds(5);

    private static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(5);

    private final RowIds ids = new RowIds();
    private final BudgetStore store;
    private final Settlements settlements;
    private final BudgetMetrics metrics;
    private final BudgetAudit audit;
    private final Clock clock;

    Budgets(BudgetStore store, Settlements settlements, BudgetMetrics metrics, BudgetAudit audit, Clock clock) {
        this.store = store;
        this.settlements = settlements;
        this.metrics = metrics;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Holds the most that an attempt may cost. Fails with a {@link BudgetRefusedException} if the budget does not allow
     * it, or if nobody can say whether it does.
     *
     * @param limits of the key
     */
    public Mono<Reservation> reserve(RequestContext context, CallerKey key, SpendingLimits limits, Cost most) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Instant end =
                    context.deadline().at().isAfter(now) ? context.deadline().at() : now;
            Instant deadline = end.plus(SETTLE_TIME);
            UUID id = ids.next();
            return store.reserve(id, key.name(), limits, most, now, deadline)
                    .onErrorMap(UsageDatabaseException.class, away -> unavailable())
                    .flatMap(state -> state.reserved()
                            ? Mono.just(new Reservation(id, most, deadline, settlements))
                            : Mono.error(exceeded(context, key, BudgetLimit.of(limits, state, now), most)));
        });
    }

    /** The key has a limit of money, and nobody knows what the attempt may cost. */
    public BudgetRefusedException unpriced() {
        metrics.refused(Refusal.UNPRICED);
        return BudgetRefusedException.unavailable("the model has no price", RETRY_AFTER_OUTAGE);
    }

    private BudgetRefusedException unavailable() {
        metrics.refused(Refusal.UNAVAILABLE);
        return BudgetRefusedException.unavailable("the database of budgets is unavailable", RETRY_AFTER_OUTAGE);
    }

    private BudgetRefusedException exceeded(
            RequestContext context, CallerKey key, List<BudgetLimit> limits, Cost most) {
        // the limit that lasts longest: an earlier retry would be refused by it
        BudgetLimit refusing = limits.stream()
                .filter(limit -> limit.refuses(most))
                .max(Comparator.comparing(limit -> wait(limit, most)))
                .orElse(limits.getLast());
        metrics.refused(Refusal.EXCEEDED);
        audit.refused(context, key, refusing, most);
        String what = refusing.nanoUnits() ? "money" : "tokens";
        String window = refusing.name().endsWith("day") ? "day" : "month";
        return BudgetRefusedException.exceeded(
                "The key's budget of " + what + " for this " + window + " does not allow what the request may cost.",
                wait(refusing, most),
                Map.of(
                        ContextHeaders.RATE_LIMIT_POLICY,
                        limits.stream().map(BudgetLimit::policy).collect(Collectors.joining(", ")),
                        ContextHeaders.RATE_LIMIT,
                        limits.stream().map(BudgetLimit::remaining).collect(Collectors.joining(", "))));
    }

    private static Duration wait(BudgetLimit limit, Cost most) {
        return limit.isSpentFor(most) ? limit.left() : RETRY_AFTER_HELD;
    }
}
