package io.minerstack.llmproxy.budget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.minerstack.servicesupport.audit.AuditTrail;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one line of JSON to the audit log when a budget refuses a key: at most one a minute for each key and limit,
 * because a caller that is refused may ask again at once.
 */
@Component
class BudgetAudit {

    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 10_000;

    private final AuditTrail trail;
    private final Cache<Refused, Boolean> written;

    BudgetAudit(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.written = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(SILENCE)
                .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                .build();
    }

    private record Refused(String keyName, String limit) {}

    void refused(RequestContext context, CallerKey key, BudgetLimit limit, Cost most) {
        if (written.asMap().putIfAbsent(new Refused(key.name(), limit.name()), true) != null) {
            return;
        }
        ObjectNode line = trail.line("budget.refused");
        if (key.id() != null) {
            line.put("key_id", key.id());
        }
        line.put("key_name", key.name());
        line.put("limit", limit.name());
        line.put("unit", limit.nanoUnits() ? "nano-units" : limit.unit());
        line.put("allowed", limit.limit());
        line.put("spent", limit.spent());
        line.put("held", limit.held());
        line.put("asked", limit.nanoUnits() ? most.money() : most.tokens());
        line.put("request_id", context.requestId().value());
        trail.write(line);
    }
}
