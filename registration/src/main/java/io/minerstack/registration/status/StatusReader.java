package io.minerstack.registration.status;

import io.minerstack.registration.preflight.report.TerminalSafeText;
import io.minerstack.registration.status.MetricSamples.Sample;
import io.minerstack.registration.status.StackStatus.Disk;
import io.minerstack.registration.status.StackStatus.Part;
import io.minerstack.registration.status.StackStatus.PartState;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the parts of the stack, and reads its log. */
final class StatusReader {

    private static final String METRICS = "/actuator/prometheus";
    private static final String HEALTH = "/actuator/health";
    private static final String UP = "UP";
    /** A part that is unknown is none that the stack needs. */
    private static final List<String> DOWN = List.of("DOWN", "OUT_OF_SERVICE");

    private static final String LOG = "logs/services.log";

    /** Parts of a service's health that are no parts of the stack. */
    private static final List<String> OF_THE_JVM =
            List.of("diskSpace", "livenessState", "ping", "readinessState", "ssl");

    private final StackAddresses addresses;
    private final ManagementPort port;
    private final ComposeStack compose;

    StatusReader(StackAddresses addresses, ManagementPort port, ComposeStack compose) {
        this.addresses = addresses;
        this.port = port;
        this.compose = compose;
    }

    StackStatus read() {
        Map<String, MetricSamples> metrics = new LinkedHashMap<>();
        Map<String, JsonNode> answered = new LinkedHashMap<>();
        addresses.management().forEach((service, base) -> {
            JsonNode health = port.json(base, HEALTH);
            if (health != null) {
                answered.put(service, health);
            }
            String scrape = health == null ? null : port.get(base, METRICS);
            metrics.put(service, MetricSamples.parse(scrape == null ? "" : scrape));
        });
        JsonNode health = port.json(addresses.gateway(), "/health");
        List<Part> containers = null;
        if (answered.isEmpty()) {
            // the ports of services in containers are not published
            JsonNode figures =
                    health == null || !health.path("status").isString() ? null : compose.figures(addresses.gateway());
            containers = compose.parts(addresses.management().keySet(), health, figures);
            if (figures != null) {
                metrics.replaceAll((service, none) -> MetricSamples.ofFigures(figures, service));
            }
        }
        MetricSamples gateway = metrics.getOrDefault("gateway", new MetricSamples(List.of()));
        MetricSamples proxy = metrics.getOrDefault("llm-proxy", new MetricSamples(List.of()));
        return new StackStatus(
                addresses.gateway(),
                health == null ? "stopped" : text(health, "status", "unknown"),
                health == null ? "" : detail(health),
                containers == null ? parts(answered) : containers,
                provider(health),
                circuitsOpen(proxy),
                window(gateway),
                limits(gateway, proxy),
                modelFailures(proxy),
                disk(addresses.data()),
                containers != null,
                // a log there is that of an earlier ./miner up
                containers == null ? RecentErrors.of(addresses.data().resolve(LOG)) : null);
    }

    /** Why the stack is degraded: the sentence of {@code /health}, and its components that are not available. */
    private static String detail(JsonNode health) {
        List<String> sentences = new ArrayList<>();
        String detail = text(health, "detail", "");
        if (!detail.isEmpty()) {
            sentences.add(detail);
        }
        health.path("components").properties().forEach(component -> {
            String state = component.getValue().asString("");
            if (!state.equals("available")) {
                sentences.add(TerminalSafeText.of(component.getKey() + " is " + state + "."));
            }
        });
        return String.join(" ", sentences);
    }

    private List<Part> parts(Map<String, JsonNode> answered) {
        List<Part> parts = new ArrayList<>();
        addresses.management().forEach((service, base) -> parts.add(part(service, base, answered.get(service))));
        return List.copyOf(parts);
    }

    private static Part part(String service, String base, @Nullable JsonNode health) {
        if (health == null) {
            return new Part(service, PartState.NOT_RUNNING, "no answer at " + base.substring("http://".length()));
        }
        if (!health.path("status").isString()) {
            return new Part(
                    service, PartState.NOT_RUNNING, "another program answers at " + base.substring("http://".length()));
        }
        List<String> down = health.path("components").properties().stream()
                .filter(component -> !OF_THE_JVM.contains(component.getKey()))
                .filter(component ->
                        DOWN.contains(component.getValue().path("status").asString("")))
                .map(component -> TerminalSafeText.of(component.getKey()))
                .toList();
        if (down.isEmpty()) {
            return new Part(
                    service,
                    PartState.RUNNING,
                    health.path("status").asString("").equals(UP) ? "" : "not ready");
        }
        return new Part(service, PartState.RUNNING, "does not work: " + String.join(", ", down));
    }

    private static StackStatus.@Nullable Provider provider(@Nullable JsonNode health) {
        return health == null || !health.path("llm_provider").isString()
                ? null
                : new StackStatus.Provider(text(health, "llm_provider", ""), text(health, "model", "unknown"));
    }

    private static String text(JsonNode json, String field, String otherwise) {
        return TerminalSafeText.of(json.path(field).asString(otherwise));
    }

    private static List<String> circuitsOpen(MetricSamples proxy) {
        return proxy.of("resilience4j_circuitbreaker_state").stream()
                .filter(sample -> sample.label("state").equals("open") && sample.value() == 1)
                .map(sample -> TerminalSafeText.of(sample.label("name")))
                .sorted()
                .toList();
    }

    private static @Nullable Map<String, Long> window(MetricSamples gateway) {
        List<Sample> samples = gateway.of("miner_gateway_window_answers");
        if (samples.isEmpty()) {
            return null;
        }
        Map<String, Long> window = new LinkedHashMap<>();
        // in this order, and those of a later version behind them
        for (String outcome : List.of("good", "late", "failed", "malformed", "refused")) {
            window.put(outcome, 0L);
        }
        samples.forEach(sample ->
                window.merge(TerminalSafeText.of(sample.label("outcome")), Math.round(sample.value()), Long::sum));
        return window;
    }

    private static @Nullable Map<String, Long> limits(MetricSamples gateway, MetricSamples proxy) {
        if (gateway.samples().isEmpty()) {
            return null;
        }
        Predicate<Sample> all = sample -> true;
        Map<String, Long> limits = new LinkedHashMap<>();
        limits.put(
                "rate limit", gateway.sum("miner_gateway_rate_limit_decisions_total", sample -> !sample.label("outcome")
                        .equals("allowed")));
        limits.put("budget", proxy.sum("miner_llm_budget_refusals_total", all));
        limits.put("too many at once", gateway.sum("miner_gateway_rejections_total", sample -> List.of(
                        "unavailable", "body_bytes_in_flight")
                .contains(sample.label("reason"))));
        limits.put("blocked address", gateway.sum("miner_gateway_address_block_refusals_total", all));
        return limits;
    }

    private static @Nullable Map<String, Long> modelFailures(MetricSamples proxy) {
        if (proxy.samples().isEmpty()) {
            return null;
        }
        Map<String, Long> failures = new TreeMap<>();
        proxy.of("miner_llm_attempts_total").stream()
                .filter(sample -> !List.of("answered", "cancelled").contains(sample.label("outcome")))
                .filter(sample -> sample.value() >= 1)
                .forEach(sample -> failures.merge(
                        TerminalSafeText.of(sample.label("provider") + " "
                                + sample.label("outcome").replace('_', ' ')),
                        Math.round(sample.value()),
                        Long::sum));
        return failures;
    }

    private static @Nullable Disk disk(Path data) {
        Path folder = data.toAbsolutePath();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            return null;
        }
        try {
            FileStore store = Files.getFileStore(folder);
            return new Disk(folder.toString(), store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException unreadable) {
            return null;
        }
    }
}
