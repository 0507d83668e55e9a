package io.minerstack.agent.component;

import io.minerstack.agent.coalescing.IdempotencyKey;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.ComponentRequest;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The endpoints of the seven components. Each has a mapping of its own, so that HTTP metrics tell the routes apart. */
@RestController
class ComponentController {

    private final ComponentService components;

    ComponentController(ComponentService components) {
        this.components = components;
    }

    @PostMapping("/complete")
    Mono<ComponentOutput> complete(@RequestBody ComponentRequest request, ServerWebExchange exchange) {
        return run(ComponentName.COMPLETE, request, exchange);
    }

    @PostMapping("/refine")
    Mono<ComponentOutput> refine(@RequestBody ComponentRequest request, ServerWebExchange exchange) {
        return run(ComponentName.REFINE, request, exchange);
    }

    @PostMapping("/feedback")
    Mono<ComponentOutput> feedback(@RequestBody ComponentRequest request, ServerWebExchange exchange) {
        return run(ComponentName.FEEDBACK, request, exchange);
    }

    @PostMapping("/human_feedback")
    Mono<ComponentOutput> humanFeedback(@RequestBody ComponentRequest request, ServerWebExchange exchange) {
        return run(ComponentName.HUMAN_FEEDBACK, request, exchange);
    }

    @PostMapping("/summary")
    Mono<ComponentOutput> summary(@RequestBody ComponentRequest request, ServerWebExchange exchange) {
        return run(ComponentName.SUMMARY, request, exchange);
    }

    @PostMapping("/aggregate")
    Mono<ComponentOutput> aggregate(@RequestBody ComponentRequest request, ServerWebExchange exchange) {
        return run(ComponentName.AGGREGATE, request, exchange);
    }

    @PostMapping("/internet_search")
    Mono<ComponentOutput> internetSearch(@RequestBody ComponentRequest request, ServerWebExchange exchange) {
        return run(ComponentName.INTERNET_SEARCH, request, exchange);
    }

    private Mono<ComponentOutput> run(ComponentName component, ComponentRequest request, ServerWebExchange exchange) {
        IdempotencyKey key =
                IdempotencyKey.read(exchange.getRequest().getHeaders().getOrEmpty(ContextHeaders.IDEMPOTENCY_KEY));
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders reply = response.getHeaders();
        ComponentReport report = new ComponentReport();
        return components
                .run(component, request.validated(), key, report)
                .doOnNext(output -> reply.set(ContextHeaders.COMPONENT_REPORT, report.answered(output)))
                .doOnError(failure -> reply.set(ContextHeaders.COMPONENT_REPORT, report.failed(failure)))
                .doOnCancel(() -> {
                    // the deadline of the request, whose 504 is written elsewhere, or a caller who is gone
                    if (!response.isCommitted()) {
                        reply.set(ContextHeaders.COMPONENT_REPORT, report.failed(new DeadlineExceededException()));
                    }
                });
    }
}
