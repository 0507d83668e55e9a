package io.minerstack.agent.component;

import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.ComponentRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
    Mono<ComponentOutput> complete(@RequestBody ComponentRequest request) {
        return components.run(ComponentName.COMPLETE, request.validated());
    }

    @PostMapping("/refine")
    Mono<ComponentOutput> refine(@RequestBody ComponentRequest request) {
        return components.run(ComponentName.REFINE, request.validated());
    }

    @PostMapping("/feedback")
    Mono<ComponentOutput> feedback(@RequestBody ComponentRequest request) {
        return components.run(ComponentName.FEEDBACK, request.validated());
    }

    @PostMapping("/human_feedback")
    Mono<ComponentOutput> humanFeedback(@RequestBody ComponentRequest request) {
        return components.run(ComponentName.HUMAN_FEEDBACK, request.validated());
    }

    @PostMapping("/summary")
    Mono<ComponentOutput> summary(@RequestBody ComponentRequest request) {
        return components.run(ComponentName.SUMMARY, request.validated());
    }

    @PostMapping("/aggregate")
    Mono<ComponentOutput> aggregate(@RequestBody ComponentRequest request) {
        return components.run(ComponentName.AGGREGATE, request.validated());
    }

    @PostMapping("/internet_search")
    Mono<ComponentOutput> internetSearch(@RequestBody ComponentRequest request) {
        return components.run(ComponentName.INTERNET_SEARCH, request.validated());
    }
}
