package io.minerstack.agent.status;

import io.minerstack.hop.problem.Problem;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health and capabilities, out of what {@link PeerWatch} saw last. */
@RestController
class StatusController {

    private static final String AVAILABLE = "available";
    private static final String UNAVAILABLE = "unavailable";
    private static final String UNKNOWN = "unknown";

    private final PeerWatch watch;
    private final StatusProperties properties;
    private final Clock clock;
    private final String version;

    StatusController(PeerWatch watch, StatusProperties properties, Clock clock, ObjectProvider<BuildProperties> build) {
        this.watch = watch;
        this.properties = properties;
        this.clock = clock;
        BuildProperties built = build.getIfAvailable();
        this.version = built == null || built.getVersion() == null ? "development" : built.getVersion();
    }

    /**
     * 200 while components can answer.
     *
     * @throws Problem 503 where no language model can be asked
     */
    @GetMapping("/health")
    HealthView health() {
        ModelStatus model = watch.model();
        String modelState = model == null ? UNAVAILABLE : Objects.requireNonNullElse(model.state(), UNKNOWN);
        if (modelState.equals(UNAVAILABLE)) {
            throw Problem.unavailable("No language model is available.", 5);
        }
        boolean healthy = modelState.equals(AVAILABLE) && watch.memoryIsUp();
        Map<String, String> components = new LinkedHashMap<>();
        components.put("llm", modelState);
        components.put("memory", watch.memoryIsUp() ? AVAILABLE : UNAVAILABLE);
        return new HealthView(
                healthy ? "healthy" : "degraded",
                provider(model),
                name(model),
                watch.activeConversations(),
                HealthView.Features.ALL,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                version,
                components);
    }

    @GetMapping("/capabilities")
    CapabilitiesView capabilities() {
        ModelStatus model = watch.lastModel();
        Integer context = watch.tokens().isPresent() ? watch.tokens().getAsInt() : null;
        return CapabilitiesView.of(properties, version, provider(model), name(model), context);
    }

    private String provider(@Nullable ModelStatus model) {
        return model == null || model.llmProvider() == null ? properties.llmProvider() : model.llmProvider();
    }

    private static String name(@Nullable ModelStatus model) {
        return model == null || model.model() == null ? UNKNOWN : model.model();
    }
}
