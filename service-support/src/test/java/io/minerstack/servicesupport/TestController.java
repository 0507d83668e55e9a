package io.minerstack.servicesupport;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextExchangeFilter;
import io.minerstack.servicesupport.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Paths with the ways in which a request can end. Those under {@code /open} and {@code /broken} need no tenant. */
@RestController
class TestController {

    private final WebClient.Builder clients;
    private final RequestContextExchangeFilter contextFilter;
    private final Environment environment;

    TestController(WebClient.Builder clients, RequestContextExchangeFilter contextFilter, Environment environment) {
        this.clients = clients;
        this.contextFilter = contextFilter;
        this.environment = environment;
    }

    private WebClient ownClient() {
        return clients.clone()
                .baseUrl("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"))
                .filter(contextFilter)
                .build();
    }

    /** The headers that another service would get. */
    @GetMapping({"/relay", "/open/relay"})
    Mono<Map<String, String>> relay() {
        return ownClient()
                .get()
                .uri("/open/headers")
                .retrieve()
                .bodyToMono(new ParameterizedTypeReference<Map<String, String>>() {});
    }

    @GetMapping("/large-relay")
    Mono<String> largeRelay() {
        return ownClient().get().uri("/large").retrieve().bodyToMono(String.class);
    }

    @GetMapping("/large")
    byte[] large() {
        return new byte[(12 << 20) + 1];
    }

    @GetMapping("/late-relay")
    Mono<String> lateRelay() {
        return RequestContext.current()
                .flatMap(context -> ownClient()
                        .get()
                        .uri("/headers")
                        .retrieve()
                        .bodyToMono(String.class)
                        .contextWrite(context.withDeadline(context.deadline().minus(Duration.ofDays(1)))::into))
                .onErrorReturn(DeadlineExceededException.class, "not sent");
    }

    @GetMapping({"/headers", "/open/headers"})
    Map<String, String> headers(@RequestHeader Map<String, String> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    @GetMapping("/page")
    int page(@RequestParam int limit) {
        return limit;
    }

    @GetMapping("/never")
    Mono<String> never() {
        return Mono.never();
    }

    @PostMapping("/echo")
    Items echo(@Valid @RequestBody Items items) {
        return items;
    }

    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("jdbc:secret-place");
    }

    @GetMapping("/busy")
    String busy() {
        throw ProblemException.unavailable("Try again.", 7);
    }

    record Items(@Valid List<Item> items) {}

    record Item(@NotBlank @JsonProperty("user_query") String userQuery) {}
}
