package io.minerstack.llmproxy.usage;

import io.minerstack.servicesupport.client.Poller;
import io.minerstack.stacksupport.price.PriceTable;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Reads the price table at the start, so that a mistake in it ends the start, and keeps the tables short. */
@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    private static final Logger log = LoggerFactory.getLogger(UsageConfiguration.class);
    private static final Duration PRUNE_INTERVAL = Duration.ofHours(1);
    /** Of one run, which has several batches: what is left is deleted by the next one. */
    private static final Duration PRUNE_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration PRUNE_RETRY = Duration.ofMinutes(1);
    private static final int PRUNE_BATCH = 1_000;

    @Bean
    PriceTable priceTable(UsageProperties properties) {
        return properties.priceTable();
    }

    /** Null without a database. The first run waits, because at a first start the schema is made meanwhile. */
    @Bean
    @Nullable
    Poller usagePruning(UsageStore store, UsageProperties properties, Clock clock) {
        return store.isConfigured()
                ? Poller.every(PRUNE_INTERVAL, log, "usage pruning", () -> {
                            LocalDate from = clock.instant()
                                    .minus(properties.retention())
                                    .atZone(ZoneOffset.UTC)
                                    .toLocalDate();
                            return prune(store, from);
                        })
                        .firstAfter(PRUNE_RETRY)
                        .timeout(PRUNE_TIMEOUT)
                        .everyWhileFailing(PRUNE_RETRY)
                        .build()
                : null;
    }

    /** One batch after the other, until nothing is left to delete. */
    static Mono<Void> prune(UsageStore store, LocalDate from) {
        return Mono.defer(() -> store.prune(from, PRUNE_BATCH))
                .flatMap(deleted -> deleted == 0 ? Mono.empty() : prune(store, from));
    }
}
