package io.minerstack.agent.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.servicesupport.figures.FiguresSource;
import io.minerstack.servicesupport.figures.ServiceFigures;
import java.time.Duration;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** {@code GET /figures}: the figures of this service and of llm-proxy, which only this service may call. */
@RestController
class AgentFiguresController {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    private final WebClient llmProxy;
    private final MeterRegistry meters;
    private final FiguresSource source =
            new FiguresSource("llm-proxy", LoggerFactory.getLogger(AgentFiguresController.class));

    AgentFiguresController(LlmProxyWebClient llmProxy, MeterRegistry meters) {
        this.llmProxy = llmProxy.http();
        this.meters = meters;
    }

    @GetMapping("/figures")
    Mono<List<Object>> figures() {
        return llmProxy.get()
                .uri("/figures")
                .retrieve()
                .bodyToMono(JsonNode.class)
                .timeout(TIME_LIMIT)
                .doOnNext(figures -> source.reached())
                .cast(Object.class)
                .onErrorResume(failure -> Mono.just(source.unreached(failure)))
                .map(proxy -> List.of(ServiceFigures.read("agent-service", meters), proxy));
    }
}
