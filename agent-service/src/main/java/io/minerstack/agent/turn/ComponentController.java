package io.minerstack.agent.turn;

import io.minerstack.agent.contract.AgentComponent;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.ComponentRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The seven components over HTTP: a mapping each, so that every one has its own line in the metrics. */
@RestController
class ComponentController {

    private final RunTurn turns;

    ComponentController(RunTurn turns) {
        this.turns = turns;
    }

    @PostMapping("/complete")
    Mono<ComponentOutput> complete(@RequestBody ComponentRequest request) {
        return turns.run(AgentComponent.COMPLETE, request.checked());
    }

    @PostMapping("/refine")
    Mono<ComponentOutput> refine(@RequestBody ComponentRequest request) {
        return turns.run(AgentComponent.REFINE, request.checked());
    }

    @PostMapping("/feedback")
    Mono<ComponentOutput> feedback(@RequestBody ComponentRequest request) {
        return turns.run(AgentComponent.FEEDBACK, request.checked());
    }

    @PostMapping("/human_feedback")
    Mono<ComponentOutput> humanFeedback(@RequestBody ComponentRequest request) {
        return turns.run(AgentComponent.HUMAN_FEEDBACK, request.checked());
    }

    @PostMapping("/summary")
    Mono<ComponentOutput> summary(@RequestBody ComponentRequest request) {
        return turns.run(AgentComponent.SUMMARY, request.checked());
    }

    @PostMapping("/aggregate")
    Mono<ComponentOutput> aggregate(@RequestBody ComponentRequest request) {
        return turns.run(AgentComponent.AGGREGATE, request.checked());
    }

    @PostMapping("/internet_search")
    Mono<ComponentOutput> internetSearch(@RequestBody ComponentRequest request) {
        return turns.run(AgentComponent.INTERNET_SEARCH, request.checked());
    }
}
