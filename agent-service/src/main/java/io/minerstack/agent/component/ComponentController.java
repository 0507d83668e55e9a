package io.minerstack.agent.component;

import io.minerstack.agent.coalescing.IdempotencyKey;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.ComponentRequest;
import io.minerstack.servicesupport.context.ContextHeaders;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The endpoints of the seven components. Each has a mapping of its own, so that HTTP metrics tell the routes apart. */
@RestController
class ComponentController {

    private final ComponentService components;

    ComponentController(ComponentService components) {
        this.components = components;
    }

    @PostMapping("/complete")
    Mono<ComponentOutput> complete(@RequestBody ComponentRequest request, @RequestHeader HttpHeaders headers) {
        return run(ComponentName.COMPLETE, request, headers);
    }

    @PostMapping("/refine")
    Mono<ComponentOutput> refine(@RequestBody ComponentRequest request, @RequestHeader HttpHeaders headers) {
        return run(ComponentName.REFINE, request, headers);
    }

    @PostMapping("/feedback")
    Mono<ComponentOutput> feedback(@RequestBody ComponentRequest request, @RequestHeader HttpHeaders headers) {
        return run(ComponentName.FEEDBACK, request, headers);
    }

    @PostMapping("/human_feedback")
    Mono<ComponentOutput> humanFeedback(@RequestBody ComponentRequest request, @RequestHeader HttpHeaders headers) {
        return run(ComponentName.HUMAN_FEEDBACK, request, headers);
    }

    @PostMapping("/summary")
    Mono<ComponentOutput> summary(@RequestBody ComponentRequest request, @RequestHeader HttpHeaders headers) {
        return run(ComponentName.SUMMARY, request, headers);
    }

    @PostMapping("/aggregate")
    Mono<ComponentOutput> aggregate(@RequestBody ComponentRequest request, @RequestHeader HttpHeaders headers) {
        return run(ComponentName.AGGREGATE, request, headers);
    }

    @PostMapping("/internet_search")
    Mono<ComponentOutput> internetSearch(@RequestBody ComponentRequest request, @RequestHeader HttpHeaders headers) {
        return run(ComponentName.INTERNET_SEARCH, request, headers);
    }

    private Mono<ComponentOutput> run(ComponentName component, ComponentRequest request, HttpHeaders headers) {
        IdempotencyKey key = IdempotencyKey.read(headers.getOrEmpty(ContextHeaders.IDEMPOTENCY_KEY));
        return components.run(component, request.validated(), key);
    }
}
