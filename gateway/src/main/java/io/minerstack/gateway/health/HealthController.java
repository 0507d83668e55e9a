package io.minerstack.gateway.health;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minerstack.hop.call.Call;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers whether the stack can serve, from what is known already. */
@RestController
class HealthController {

    private static final String RETRY_AFTER_SECONDS = "5";

    private final HealthWatch watch;
    private final JsonMapper json;

    HealthController(HealthWatch watch, JsonMapper json) {
        this.watch = watch;
        this.json = json;
    }

    @GetMapping("/health")
    Mono<ResponseEntity<Object>> health() {
        HealthReport report = watch.recent();
        if (report != null) {
            return Mono.just(ResponseEntity.status(report.status())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(report.body()));
        }
        return Call.current().map(call -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(unknown(call)));
    }

    private CannotServe unknown(Call call) {
        HealthReport old = watch.latest();
        JsonNode known = old == null ? json.createObjectNode() : old.body();
        return new CannotServe(
                "degraded",
                known.path("llm_provider").asString("unknown"),
                known.path("model").asString("unknown"),
                known.path("active_conversations").asInt(0),
                Features.ALL,
                "The service behind the gateway does not answer.",
                "unavailable",
                call.requestId().value());
    }

    /** The contract's fields, and those of a problem, so that clients of either find theirs. */
    private record CannotServe(
            String status,
            @JsonProperty("llm_provider") String llmProvider,
            String model,
            @JsonProperty("active_conversations") int activeConversations,
            Features features,
            String detail,
            String error,
            @JsonProperty("request_id") String requestId) {}

    private record Features(
            @JsonProperty("unified_api") boolean unifiedApi,
            @JsonProperty("conversation_history") boolean conversationHistory,
            @JsonProperty("playbook_system") boolean playbookSystem) {

        private static final Features ALL = new Features(true, true, true);
    }
}
