package io.minerstack.llmproxy.usage;

import io.minerstack.llmproxy.price.PriceTable;
import io.minerstack.servicesupport.client.Poller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the price table at the start, so that a mistake in it ends the start, and keeps the tables short. */
@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    private static final Logger log = LoggerFactory.getLogger(UsageConfiguration.class);
    private static final Duration PRUNE_INTERVAL = Duration.ofHours(1);
    private static final Duration PRUNE_TIMEOUT = Duration.ofSeconds(30);

    @Bean
    PriceTable priceTable(UsageProperties properties) {
        return properties.priceTable();
    }

    /** Null without a database. */
    @Bean
    @Nullable
    Poller usagePruning(UsageStore store, UsageProperties properties, Clock clock) {
        return store.isConfigured()
                ? Poller.every(PRUNE_INTERVAL, log, "usage pruning", () -> {
                            Instant now = clock.instant();
                            LocalDate from = now.minus(properties.retention())
                                    .atZone(ZoneOffset.UTC)
                                    .toLocalDate();
                            return store.prune(now, from);
                        })
                        .timeout(PRUNE_TIMEOUT)
                        .everyWhileFailing(PRUNE_TIMEOUT.multipliedBy(2))
                        .build()
                : null;
    }
}
