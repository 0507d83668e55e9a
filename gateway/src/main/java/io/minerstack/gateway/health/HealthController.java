package io.minerstack.gateway.health;

import io.minerstack.servicesupport.context.RequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Answers whether the stack can serve, from what is known already. */
@RestController
class HealthController {

    private static final String RETRY_AFTER_SECONDS = "5";

    private final HealthWatch watch;

    HealthController(HealthWatch watch) {
        this.watch = watch;
    }

    @GetMapping("/health")
    Mono<ResponseEntity<Object>> health() {
        HealthReport report = watch.recent();
        if (report == null) {
            return RequestContext.current()
                    .map(call -> unavailable(CannotServe.silent(watch.standing(), call.requestId()), null));
        }
        if (report.serves()) {
            return Mono.just(
                    ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(report.body()));
        }
        return RequestContext.current()
                .map(call -> unavailable(CannotServe.admitted(report, call.requestId()), report.retryAfter()));
    }

    private static ResponseEntity<Object> unavailable(CannotServe body, @Nullable String retryAfter) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.RETRY_AFTER, retryAfter == null ? RETRY_AFTER_SECONDS : retryAfter)
                .body(body);
    }
}
