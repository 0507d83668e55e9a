package io.minerstack.llmproxy.budget;

import io.minerstack.llmproxy.budget.BudgetMetrics.Refusal;
import io.minerstack.llmproxy.database.RowIds;
import io.minerstack.llmproxy.database.UsageDatabaseException;
import io.minerstack.llmproxy.failure.BudgetRefusedException;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.servicesupport.context.Tenant;
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

    private static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(5);

    /** Only a restart with another price table helps. */
    private static final Duration RETRY_AFTER_UNPRICED = Duration.ofMinutes(1);

    private final RowIds ids = new RowIds();
    private final BudgetStore store;
    private final Settlements settlements;
    private final BudgetMetrics metrics;
    private final Clock clock;

    Budgets(BudgetStore store, Settlements settlements, BudgetMetrics metrics, Clock clock) {
        this.store = store;
        this.settlements = settlements;
        this.metrics = metrics;
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
            String account = account(context, key);
            return store.reserve(id, account, limits, most, Duration.between(now, deadline))
                    .onErrorMap(UsageDatabaseException.class, failure -> {
                        if (failure.mayHaveRun()) {
                            settlements.withdraw(id, account, deadline);
                        }
                        return unavailable();
                    })
                    .flatMap(state -> state.reserved()
                            ? Mono.just(new Reservation(id, most, deadline, settlements))
                            : Mono.error(exceeded(BudgetLimit.of(limits, state, state.asked()), most)));
        });
    }

    /** Whose budget it is: two tenants can have a key of one name. A request without the gateway has no tenant. */
    static String account(RequestContext context, CallerKey key) {
        Tenant tenant = context.tenant();
        return tenant == null ? key.name() : tenant.name() + "/" + key.name();
    }

    /** The key has a limit of money, and nobody knows what the attempt may cost. */
    public BudgetRefusedException unpriced(String provider, String model) {
        metrics.refused(Refusal.UNPRICED);
        return BudgetRefusedException.unpriced(
                "The key has a budget of money, and LLM_PRICES has no price for " + provider + "/" + model
                        + ": the operator has to add it. Waiting does not help.",
                RETRY_AFTER_UNPRICED);
    }

    private BudgetRefusedException unavailable() {
        metrics.refused(Refusal.UNAVAILABLE);
        return BudgetRefusedException.unavailable("the database of budgets is unavailable", RETRY_AFTER_OUTAGE);
    }

    private BudgetRefusedException exceeded(List<BudgetLimit> limits, Cost most) {
        // the limit that lasts longest: an earlier retry would be refused by it
        BudgetLimit refusing = limits.stream()
                .filter(limit -> limit.refuses(most))
                .max(Comparator.comparing(
                        limit -> limit.wait(most), Comparator.nullsLast(Comparator.<Duration>naturalOrder())))
                .orElse(limits.getLast());
        metrics.refused(Refusal.EXCEEDED);
        return BudgetRefusedException.exceeded(
                refusing.detail(most),
                refusing.wait(most),
                refusing.refused(most),
                Map.of(
                        ContextHeaders.RATE_LIMIT_POLICY,
                        limits.stream().map(BudgetLimit::policy).collect(Collectors.joining(", ")),
                        ContextHeaders.RATE_LIMIT,
                        limits.stream().map(BudgetLimit::remaining).collect(Collectors.joining(", "))));
    }
}
