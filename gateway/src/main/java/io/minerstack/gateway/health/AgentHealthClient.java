package io.minerstack.gateway.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.client.InProcessServices;
import io.minerstack.servicesupport.client.RetryAfter;
import io.minerstack.servicesupport.clock.ClockSkew;
import io.minerstack.servicesupport.stacksecret.StackSecret;
import io.minerstack.servicesupport.stacksecret.StackServiceClients;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks agent-service for its health, and measures its clock by the replies. */
@Component
class AgentHealthClient {

    private final WebClient agentService;
    private final JsonMapper json;
    private final Clock clock;

    AgentHealthClient(
            WebClient.Builder clients,
            AgentHealthProperties properties,
            InProcessServices inProcess,
            StackSecret stackSecret,
            JsonMapper json,
            Clock clock,
            MeterRegistry meters) {
        this.agentService = StackServiceClients.direct(clients, properties.source(), inProcess, stackSecret)
                .filter(new ClockSkew("agent-service", clock, meters))
                .build();
        this.json = json;
        this.clock = clock;
    }

    /**
     * Fails where there is no response or its body is not a JSON object: a proxy in between may answer with HTML.
     *
     * @param before what earlier reports said
     */
    Mono<AgentHealthReport> fetch(LastKnownHealth before) {
        return agentService
                .get()
                .uri("/health")
                .accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(response -> read(response, before));
    }

    private Mono<AgentHealthReport> read(ClientResponse response, LastKnownHealth before) {
        if (response.statusCode().isSameCodeAs(HttpStatus.FORBIDDEN)) {
            return response.releaseBody()
                    .then(Mono.error(() -> new IllegalStateException("agent-service has another STACK_SECRET")));
        }
        return response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).map(bytes -> {
            JsonNode body = json.readTree(bytes);
            if (!body.isObject()) {
                throw new IllegalStateException("agent-service's health is not a JSON object");
            }
            return new AgentHealthReport(
                    response.statusCode(),
                    body,
                    RetryAfter.parseSeconds(response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER)),
                    before.updatedFrom(body),
                    clock.instant());
        });
    }
}
