package io.minerstack.registration.status;

import io.minerstack.registration.status.StackStatus.Part;
import io.minerstack.registration.status.StackStatus.PartState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What can be known from outside of services in containers: what Docker Compose says of them, the public port's {@code
 * /health}, and its {@code /figures} with the operator's key.
 */
final class ComposeStack {

    private static final String NOT_REACHABLE = "management ports are not reachable (containers)";

    /** Containers that do their work and end. */
    private static final Set<String> ENDING = Set.of("nvidia-gpu-check", "postgres-roles");

    private static final String LOCAL = "local-llm";

    private final Path folder;
    private final Map<String, String> variables;
    private final ManagementPort port;

    ComposeStack(Path folder, Map<String, String> variables, ManagementPort port) {
        this.folder = folder;
        this.variables = variables;
        this.port = port;
    }

    /** The response of {@code GET /figures} to an operator; null where there is none. */
    @Nullable
    JsonNode figures(String gateway) {
        String key = key();
        JsonNode figures = key == null ? null : port.json(gateway, "/figures", key);
        return figures != null && figures.path("services").isArray() ? figures : null;
    }

    /** The variable, which {@code ./miner} reads from {@code .env}, or the secret that {@code ./miner init} makes. */
    private @Nullable String key() {
        String key = variables.getOrDefault("API_KEY", "").strip();
        if (key.isEmpty()) {
            try {
                key = Files.readString(folder.resolve("secrets").resolve("API_KEY"))
                        .strip();
            } catch (IOException unreadable) {
                return null;
            }
        }
        return key.matches("[!-~]{1,512}") ? key : null;
    }

    /**
     * The parts, if this is a stack in containers; else null.
     *
     * @param services those that the stack needs
     * @param health the body of {@code /health}; null where nobody answers
     * @param figures null where they are not known
     */
    @Nullable
    List<Part> parts(Collection<String> services, @Nullable JsonNode health, @Nullable JsonNode figures) {
        List<ComposeContainer> containers = ComposeContainer.list(folder, variables);
        if (containers.stream().anyMatch(ComposeContainer::runs)) {
            return partsOf(containers, services);
        }
        return health == null ? null : partsSeen(services, health, figures);
    }

    private static List<Part> partsOf(List<ComposeContainer> containers, Collection<String> services) {
        List<Part> parts = new ArrayList<>();
        for (String service : services) {
            List<ComposeContainer> own = containers.stream()
                    .filter(each -> each.service().equals(service))
                    .toList();
            own.forEach(each -> parts.add(each.part()));
            // another provider than local is chosen by a profile, which .env need not name
            if (own.isEmpty() && !service.equals(LOCAL)) {
                parts.add(new Part(service, PartState.NOT_RUNNING, "no container"));
            }
        }
        containers.stream()
                .filter(each -> !services.contains(each.service()))
                .filter(each -> !(ENDING.contains(each.service()) && each.endedWell()))
                .forEach(each -> parts.add(each.part()));
        return List.copyOf(parts);
    }

    private static List<Part> partsSeen(Collection<String> services, JsonNode health, @Nullable JsonNode figures) {
        boolean local = health.path("llm_provider").asString("").equals("local");
        return services.stream()
                .filter(service -> local || !service.equals(LOCAL))
                .map(service -> partSeen(service, health, figures))
                .toList();
    }

    private static Part partSeen(String service, JsonNode health, @Nullable JsonNode figures) {
        if (service.equals("gateway")) {
            return new Part(service, PartState.RUNNING, "");
        }
        if (figures != null) {
            for (JsonNode each : figures.path("services")) {
                if (each.path("service").asString("").equals(service)) {
                    return each.path("reached").asBoolean(false)
                            ? new Part(service, PartState.RUNNING, "")
                            : new Part(service, PartState.NOT_RUNNING, "does not answer");
                }
            }
        }
        String component =
                switch (service) {
                    case "memory-service" -> "memory";
                    case LOCAL -> "llm";
                    default -> "";
                };
        return health.path("components").path(component).asString("").equals("available")
                ? new Part(service, PartState.RUNNING, "")
                : new Part(service, PartState.NOT_KNOWN, NOT_REACHABLE);
    }
}
