package io.minerstack.servicesupport.figures;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The figures of one service. They have no query, answer, key or tenant in them.
 *
 * @param service name of the service
 * @param reached whether the service answered; if not, there are no meters
 */
public record ServiceFigures(String service, boolean reached, List<MeterFigure> meters) {

    private static final Set<String> SHOWN = Set.of(
            "http.server.requests",
            "gen_ai.client.token.usage",
            "miner.components",
            "miner.gateway.address.block.refusals",
            "miner.gateway.rate.limit.decisions",
            "miner.gateway.rejections",
            "miner.gateway.window.answers",
            "miner.llm.answers",
            "miner.llm.attempts",
            "miner.llm.budget.refusals",
            "miner.llm.cost",
            "resilience4j.circuitbreaker.state");

    /** Requests that are no traffic: health checks and the like. */
    private static final Set<String> BACKGROUND = Set.of("/status", "/health", "/figures");

    /** So many series at most. A stack has some hundred. */
    private static final int LIMIT = 2000;

    /** What the registry has now. */
    public static ServiceFigures read(String service, MeterRegistry meters) {
        return new ServiceFigures(
                service,
                true,
                meters.getMeters().stream()
                        .filter(ServiceFigures::isShown)
                        .limit(LIMIT)
                        .map(MeterFigure::of)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** For a service that did not answer. */
    public static ServiceFigures unreached(String service) {
        return new ServiceFigures(service, false, List.of());
    }

    private static boolean isShown(Meter meter) {
        if (!SHOWN.contains(meter.getId().getName())) {
            return false;
        }
        String uri = meter.getId().getTag("uri");
        return uri == null || !(BACKGROUND.contains(uri) || uri.startsWith("/actuator"));
    }
}
