package io.minerstack.agent.component;

import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.ComponentRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The seven components over HTTP: a mapping each, so that every one has its own line in the metrics. */
@RestController
class ComponentController {

    private final ComponentService turns;

    ComponentController(ComponentService turns) {
        this.turns = turns;
    }

    @PostMapping("/complete")
    Mono<ComponentOutput> complete(@RequestBody ComponentRequest request) {
        return turns.run(ComponentName.COMPLETE, request.checked());
    }

    @PostMapping("/refine")
    Mono<ComponentOutput> refine(@RequestBody ComponentRequest request) {
        return turns.run(ComponentName.REFINE, request.checked());
    }

    @PostMapping("/feedback")
    Mono<ComponentOutput> feedback(@RequestBody ComponentRequest request) {
        return turns.run(ComponentName.FEEDBACK, request.checked());
    }

    @PostMapping("/human_feedback")
    Mono<ComponentOutput> humanFeedback(@RequestBody ComponentRequest request) {
        return turns.run(ComponentName.HUMAN_FEEDBACK, request.checked());
    }

    @PostMapping("/summary")
    Mono<ComponentOutput> summary(@RequestBody ComponentRequest request) {
        return turns.run(ComponentName.SUMMARY, request.checked());
    }

    @PostMapping("/aggregate")
    Mono<ComponentOutput> aggregate(@RequestBody ComponentRequest request) {
        return turns.run(ComponentName.AGGREGATE, request.checked());
    }

    @PostMapping("/internet_search")
    Mono<ComponentOutput> internetSearch(@RequestBody ComponentRequest request) {
        return turns.run(ComponentName.INTERNET_SEARCH, request.checked());
    }
}
