package io.minerstack.gateway.figures;

import io.minerstack.servicesupport.client.InProcessServices;
import io.minerstack.servicesupport.context.RequestContextExchangeFilter;
import io.minerstack.servicesupport.figures.FiguresSource;
import io.minerstack.servicesupport.stacksecret.StackSecret;
import io.minerstack.servicesupport.stacksecret.StackServiceClients;
import java.time.Duration;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Asks agent-service for its figures and those of the services behind it. */
@Component
class InnerFiguresClient {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    private final WebClient agentService;
    private final FiguresSource source =
            new FiguresSource("agent-service", LoggerFactory.getLogger(InnerFiguresClient.class));

    InnerFiguresClient(
            WebClient.Builder clients,
            FiguresProperties properties,
            RequestContextExchangeFilter contextFilter,
            InProcessServices inProcess,
            StackSecret stackSecret) {
        this.agentService = StackServiceClients.direct(clients, properties.source(), inProcess, stackSecret)
                .filter(contextFilter)
                .build();
    }

    /** Never fails: a service that does not answer is a figure, too. */
    Mono<List<Object>> fetch() {
        return agentService
                .get()
                .uri("/figures")
                .retrieve()
                .bodyToMono(JsonNode[].class)
                .timeout(TIME_LIMIT)
                .doOnNext(services -> source.reached())
                .map(services -> List.<Object>of((Object[]) services))
                .onErrorResume(failure -> Mono.just(List.of(source.unreached(failure))));
    }
}
