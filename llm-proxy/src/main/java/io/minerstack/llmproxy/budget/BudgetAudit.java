package io.minerstack.llmproxy.budget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.minerstack.llmproxy.failure.BudgetRefusedException;
import io.minerstack.llmproxy.failure.RefusedLimit;
import io.minerstack.servicesupport.audit.AuditTrail;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one line of JSON to the audit log when a caller is told that a budget refuses its key: at most one a
 * minute for each account and limit, because a caller that is refused may ask again at once.
 */
@Component
public class BudgetAudit {

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

    private record Refused(String account, String limit) {}

    /** The caller is told the refusal. */
    public void refused(RequestContext context, BudgetRefusedException refusal) {
        CallerKey key = context.key();
        RefusedLimit limit = refusal.limit();
        if (key == null
                || limit == null
                || written.asMap().putIfAbsent(new Refused(Budgets.account(context, key), limit.name()), true)
                        != null) {
            return;
        }
        ObjectNode line = trail.line("budget.refused");
        if (key.id() != null) {
            line.put("key_id", key.id());
        }
        line.put("key_name", key.name());
        if (context.tenant() != null) {
            line.put("tenant", context.tenant().name());
        }
        line.put("limit", limit.name());
        line.put("unit", limit.unit());
        line.put("allowed", limit.allowed());
        line.put("spent", limit.spent());
        line.put("held", limit.held());
        line.put("asked", limit.asked());
        line.put("request_id", context.requestId().value());
        trail.write(line);
    }
}
