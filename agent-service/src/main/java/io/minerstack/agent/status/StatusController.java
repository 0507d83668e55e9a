package io.minerstack.agent.status;

import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Health and capabilities, out of what {@link DependencyMonitor} saw last. */
@RestController
class StatusController {

    private static final String AVAILABLE = "available";
    private static final String UNKNOWN = "unknown";
    private static final String RETRY_AFTER_SECONDS = "5";

    private final DependencyMonitor watch;
    private final StatusProperties properties;
    private final Clock clock;
    private final String version;

    StatusController(
            DependencyMonitor watch, StatusProperties properties, Clock clock, ObjectProvider<BuildProperties> build) {
        this.watch = watch;
        this.properties = properties;
        this.clock = clock;
        BuildProperties built = build.getIfAvailable();
        this.version = built == null || built.getVersion() == null ? "development" : built.getVersion();
    }

    /** 200 while components can answer, 503 where no language model can be asked. */
    @GetMapping("/health")
    Mono<ResponseEntity<HealthView>> health() {
        return RequestContext.current().map(call -> health(call.requestId()));
    }

    ResponseEntity<HealthView> health(RequestId requestId) {
        ModelStatus model = watch.model();
        String modelState =
                model == null ? ModelStatus.UNAVAILABLE : Objects.requireNonNullElse(model.state(), UNKNOWN);
        boolean serves = model != null;
        boolean healthy = modelState.equals(AVAILABLE) && watch.memoryIsUp();
        ModelStatus named = serves ? model : watch.lastModel();
        Map<String, String> components = new LinkedHashMap<>();
        components.put("llm", modelState);
        components.put("memory", watch.memoryIsUp() ? AVAILABLE : ModelStatus.UNAVAILABLE);
        HealthView view = new HealthView(
                healthy ? "healthy" : "degraded",
                provider(named),
                name(named),
                watch.activeConversations(),
                HealthView.Features.ALL,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                version,
                components,
                serves ? null : "No language model is available.",
                serves ? null : ProblemType.UNAVAILABLE.code(),
                serves ? null : requestId.value());
        return serves
                ? ResponseEntity.ok(view)
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .body(view);
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
