package io.minerstack.llmproxy.spending;

import io.minerstack.llmproxy.budget.Budgets;
import io.minerstack.llmproxy.budget.Cost;
import io.minerstack.llmproxy.budget.Reservation;
import io.minerstack.llmproxy.failure.BudgetRefusedException;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.usage.UsageAmount;
import io.minerstack.llmproxy.usage.UsageRecorder;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.stacksupport.price.ModelPrice;
import io.minerstack.stacksupport.price.PricedModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The accounts of one provider's attempts. An attempt without a caller's key has a cost, but no budget and no row in
 * the ledger.
 */
class ProviderSpending implements AttemptMeter {

    private static final Logger log = LoggerFactory.getLogger(ProviderSpending.class);

    private final AtomicBoolean toldUnpriced = new AtomicBoolean();
    private final PricedModel model;
    private final Budgets budgets;
    private final UsageRecorder usage;
    private final SpendingMeters meters;

    ProviderSpending(PricedModel model, Budgets budgets, UsageRecorder usage, SpendingMeters meters) {
        this.model = model;
        this.budgets = budgets;
        this.usage = usage;
        this.meters = meters;
    }

    @Override
    public Flux<Chunk> measure(RequestContext context, long promptBytes, long maxTokens, Exchange exchange) {
        CallerKey key = context.key();
        TokenCounts most = new TokenCounts(promptBytes, maxTokens);
        // what is held; the attempt is settled by the price that is known at its end
        ModelPrice price = model.price();
        SpendingLimits limits = key == null ? null : key.limits();
        if (key == null || limits == null || limits.isEmpty()) {
            return Flux.defer(() -> new MeasuredAttempt(account(key, most, price, null)).run(exchange));
        }
        return limits.limitsMoney() && price == null
                ? Flux.error(this::unpriced)
                : reserved(context, key, limits, most, price, exchange);
    }

    private BudgetRefusedException unpriced() {
        if (toldUnpriced.compareAndSet(false, true)) {
            log.warn(
                    "provider {}: LLM_PRICES has no price for {}, so keys with a budget of money can't use it: add"
                            + " {}/{}=INPUT/OUTPUT",
                    model.provider(),
                    model.configured(),
                    model.provider(),
                    model.configured());
        }
        return budgets.unpriced(model.provider(), model.configured());
    }

    /** A reservation may be made although its caller left: it is released then, because nothing was sent. */
    private Flux<Chunk> reserved(
            RequestContext context,
            CallerKey key,
            SpendingLimits limits,
            TokenCounts most,
            @Nullable ModelPrice price,
            Exchange exchange) {
        return Flux.defer(() -> {
            AtomicBoolean claimed = new AtomicBoolean();
            CompletableFuture<Reservation> asked =
                    budgets.reserve(context, key, limits, cost(most, price)).toFuture();
            return Mono.fromFuture(asked, true)
                    .flatMapMany(reservation -> claimed.compareAndSet(false, true)
                            ? new MeasuredAttempt(account(key, most, price, reservation)).run(exchange)
                            : Flux.empty())
                    .doOnCancel(() -> {
                        if (claimed.compareAndSet(false, true)) {
                            var _ = asked.thenAccept(Reservation::release);
                        }
                    });
        });
    }

    private static Cost cost(TokenCounts tokens, @Nullable ModelPrice price) {
        return new Cost(tokens.total(), money(tokens, price));
    }

    private static long money(TokenCounts tokens, @Nullable ModelPrice price) {
        return price == null ? 0 : price.nanoUnits(tokens.input(), tokens.output());
    }

    private MeasuredAttempt.Account account(
            @Nullable CallerKey key, TokenCounts most, @Nullable ModelPrice price, @Nullable Reservation reservation) {
        return new MeasuredAttempt.Account() {

            @Override
            public Mono<Void> counted(TokenCounts tokens) {
                ModelPrice known = model.priceAtTheEnd();
                record(key, tokens, known, 0);
                return reservation == null ? Mono.empty() : reservation.settle(cost(tokens, known));
            }

            @Override
            public Mono<Void> uncounted() {
                record(key, most, price, 1);
                return reservation == null ? Mono.empty() : reservation.charge();
            }

            @Override
            public Mono<Void> free() {
                return reservation == null ? Mono.empty() : reservation.release();
            }
        };
    }

    private void record(@Nullable CallerKey key, TokenCounts tokens, @Nullable ModelPrice price, int unmeasured) {
        meters.count(tokens, price);
        String id = key == null ? null : key.id();
        if (key != null && id != null) {
            usage.record(
                    id,
                    key.name(),
                    model.provider(),
                    model.configured(),
                    new UsageAmount(
                            1,
                            unmeasured,
                            price == null ? 1 : 0,
                            tokens.input(),
                            tokens.output(),
                            money(tokens, price)));
        }
    }
}
