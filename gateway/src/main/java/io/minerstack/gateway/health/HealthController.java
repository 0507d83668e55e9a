package io.minerstack.gateway.health;

import io.minerstack.servicesupport.client.RetryAfter;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Answers whether the stack can serve, from the latest report alone. */
@RestController
class HealthController {

    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    private final AgentHealth health;

    HealthController(AgentHealth health) {
        this.health = health;
    }

    @GetMapping("/health")
    Mono<ResponseEntity<Object>> health() {
        AgentHealthReport report = health.recentReport();
        if (report == null) {
            return RequestContext.current()
                    .map(context ->
                            unavailable(UnhealthyResponse.ofNoReport(health.lastKnown(), context.requestId()), null));
        }
        if (report.canServe()) {
            return Mono.just(
                    ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(report.body()));
        }
        return RequestContext.current()
                .map(context ->
                        unavailable(UnhealthyResponse.ofReport(report, context.requestId()), report.retryAfter()));
    }

    private static ResponseEntity<Object> unavailable(UnhealthyResponse body, @Nullable Duration retryAfter) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.RETRY_AFTER,
                        RetryAfter.format(retryAfter == null ? DEFAULT_RETRY_AFTER : retryAfter))
                .body(body);
    }
}
