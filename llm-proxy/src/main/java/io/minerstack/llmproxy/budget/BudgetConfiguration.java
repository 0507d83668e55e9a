package io.minerstack.llmproxy.budget;

import io.minerstack.llmproxy.budget.BudgetMetrics.Outcome;
import io.minerstack.servicesupport.audit.AuditTrail;
import io.minerstack.servicesupport.client.Poller;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * Where audit lines go; and the search for reservations that no proxy settles any more, because it was killed or lost
 * the database.
 */
@Configuration(proxyBeanMethods = false)
class BudgetConfiguration {

    private static final Logger log = LoggerFactory.getLogger(BudgetConfiguration.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    @Bean
    AuditTrail auditTrail(BudgetProperties properties, Clock clock) {
        return new AuditTrail(properties.auditFile(), "llm-proxy", clock);
    }

    /** Null without a database. The first look waits, because at a first start the schema is made meanwhile. */
    @Bean
    @Nullable
    Poller lostReservations(BudgetStore store, BudgetProperties properties, BudgetMetrics metrics) {
        return store.isConfigured()
                ? Poller.every(properties.sweepInterval(), log, "lost reservations", () -> sweep(store, metrics))
                        .firstAfter(properties.sweepInterval())
                        .timeout(TIMEOUT)
                        .build()
                : null;
    }

    /** Charges all reservations whose deadline has passed. */
    static Mono<Void> sweep(BudgetStore store, BudgetMetrics metrics) {
        return Mono.defer(() -> store.chargeLost(BATCH)).flatMap(charged -> {
            metrics.ended(Outcome.LOST, charged);
            return charged < BATCH ? Mono.empty() : sweep(store, metrics);
        });
    }
}
