package io.minerstack.agent.status;

import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /health} and {@code GET /capabilities}, from the state that {@link DependencyMonitor} polls. */
@RestController
class AgentStatusController {

    private static final String AVAILABLE = "available";
    private static final String UNKNOWN = "unknown";
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final String NO_MODEL = "No language model is available.";

    private final DependencyMonitor dependencies;
    private final StatusProperties properties;
    private final Clock clock;
    private final String version;

    AgentStatusController(
            DependencyMonitor dependencies,
            StatusProperties properties,
            Clock clock,
            ObjectProvider<BuildProperties> build) {
        this.dependencies = dependencies;
        this.properties = properties;
        this.clock = clock;
        BuildProperties built = build.getIfAvailable();
        this.version = built == null || built.getVersion() == null ? "development" : built.getVersion();
    }

    /** 200 while a language model is available, else 503. */
    @GetMapping("/health")
    Mono<ResponseEntity<HealthResponse>> health() {
        return RequestContext.current().map(context -> health(context.requestId()));
    }

    ResponseEntity<HealthResponse> health(RequestId requestId) {
        LlmProxyStatus current = dependencies.llmProxyStatus();
        boolean canServe = current != null;
        String llmState =
                current == null ? LlmProxyStatus.UNAVAILABLE : Objects.requireNonNullElse(current.state(), UNKNOWN);
        boolean healthy = llmState.equals(AVAILABLE) && dependencies.isMemoryAvailable();
        LlmProxyStatus named = canServe ? current : dependencies.lastLlmProxyStatus();
        Map<String, String> components = new LinkedHashMap<>();
        components.put("llm", llmState);
        components.put("memory", dependencies.isMemoryAvailable() ? AVAILABLE : LlmProxyStatus.UNAVAILABLE);
        List<LlmProxyStatus.Provider> misconfigured = named == null ? List.of() : named.misconfigured();
        misconfigured.forEach(
                provider -> components.put(String.valueOf(provider.name()), LlmProxyStatus.MISCONFIGURED));
        HealthResponse body = new HealthResponse(
                healthy ? "healthy" : "degraded",
                provider(named),
                model(named),
                dependencies.activeConversations(),
                HealthResponse.Features.ALL,
                HealthResponse.time(clock.instant()),
                version,
                components,
                detail(canServe, misconfigured),
                canServe ? null : ProblemType.UNAVAILABLE.code(),
                canServe ? null : requestId.value());
        return canServe
                ? ResponseEntity.ok(body)
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .body(body);
    }

    /** What the operator has to know; null where nothing is wrong. */
    private static @Nullable String detail(boolean canServe, List<LlmProxyStatus.Provider> misconfigured) {
        String reason =
                misconfigured.stream().map(LlmProxyStatus.Provider::explanation).collect(Collectors.joining(" "));
        if (canServe) {
            return reason.isEmpty() ? null : reason;
        }
        return reason.isEmpty() ? NO_MODEL : NO_MODEL + " " + reason;
    }

    @GetMapping("/capabilities")
    CapabilitiesResponse capabilities() {
        LlmProxyStatus last = dependencies.lastLlmProxyStatus();
        Integer contextLength =
                dependencies.tokens().isPresent() ? dependencies.tokens().getAsInt() : null;
        return CapabilitiesResponse.of(properties, version, provider(last), model(last), contextLength);
    }

    private String provider(@Nullable LlmProxyStatus status) {
        return status == null || status.llmProvider() == null ? properties.llmProvider() : status.llmProvider();
    }

    private static String model(@Nullable LlmProxyStatus status) {
        return status == null || status.model() == null ? UNKNOWN : status.model();
    }
}
