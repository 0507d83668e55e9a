package io.minerstack.gateway.health;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds the latest health report of agent-service. */
@Component
class AgentHealth {

    private final Duration maxAge;
    private final Clock clock;
    private final AtomicReference<@Nullable AgentHealthReport> latest = new AtomicReference<>();

    AgentHealth(AgentHealthProperties properties, Clock clock) {
        this.maxAge = properties.maxAge();
        this.clock = clock;
    }

    void update(AgentHealthReport report) {
        latest.set(report);
    }

    /** The latest report, or null if no report is recent enough. */
    @Nullable
    AgentHealthReport recentReport() {
        AgentHealthReport report = latest.get();
        return report == null || report.receivedAt().plus(maxAge).isBefore(clock.instant()) ? null : report;
    }

    /** What the reports so far say, however old they are. */
    LastKnownHealth lastKnown() {
        AgentHealthReport report = latest.get();
        return report == null ? LastKnownHealth.UNKNOWN : report.lastKnown();
    }
}
