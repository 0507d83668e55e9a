package io.minerstack.servicesupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextExchangeFilter;
import io.minerstack.servicesupport.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=service-support-test",
            "MAX_REQUEST_SIZE=12MB",
            "management.server.port=0",
            "service.tenantless=/broken,/open/**"
        })
@ExtendWith(OutputCaptureExtension.class)
@Import(ServiceSupportIT.TestController.class)
class ServiceSupportIT {

    private final WebTestClient client;

    @LocalManagementPort
    private int managementPort;

    ServiceSupportIT(@LocalServerPort int port) {
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .defaultHeader("X-Tenant", "bob")
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    @Test
    void returnsTheCallersRequestIdAndPassesTheCallOn() {
        client.get()
                .uri("/relay")
                .header("X-Request-Id", "id-1")
                .headers(headers -> headers.set("X-Tenant", "alice"))
                .header("X-Deadline", "4102444800000")
                .header("traceparent", "00-1-2-01")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Request-Id", "id-1")
                .expectBody()
                .jsonPath("$.x-request-id")
                .isEqualTo("id-1")
                .jsonPath("$.x-tenant")
                .isEqualTo("alice")
                .jsonPath("$.x-deadline")
                .isEqualTo("4102444800000")
                .jsonPath("$.traceparent")
                .isEqualTo("00-1-2-01");
    }

    @Test
    void givesUpAtTheDeadlineWithAProblem() {
        client.get()
                .uri("/never")
                .header("X-Deadline", Long.toString(System.currentTimeMillis() + 200))
                .exchange()
                .expectStatus()
                .isEqualTo(504)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("deadline_exceeded")
                .jsonPath("$.detail")
                .isNotEmpty();
    }

    @Test
    void doesNotSendARequestThatCannotBeAnsweredInTime() {
        client.get()
                .uri("/late-relay")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("not sent");
    }

    @Test
    void namesTheFieldsThatBreakALimitAsTheWireNamesThem() {
        client.post()
                .uri("/echo")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("items", List.of(Map.of("user_query", " "))))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("items[0].user_query")
                .jsonPath("$.type")
                .isEqualTo("/problems/validation-failed")
                .jsonPath("$.request_id")
                .isNotEmpty();
    }

    @Test
    void tellsUnreadableBodiesWrongMethodsAndUnknownPathsApart() {
        post("/echo", MediaType.APPLICATION_JSON, "{nope").expectStatus().isBadRequest();
        post("/echo", MediaType.APPLICATION_JSON, "{\"items\":\"text\"}")
                .expectStatus()
                .isBadRequest();
        post("/echo", MediaType.TEXT_PLAIN, "{}").expectStatus().isEqualTo(415);
        client.delete().uri("/echo").exchange().expectStatus().isEqualTo(405);
        client.get().uri("/nothing/here").exchange().expectStatus().isNotFound();
        client.get()
                .uri("/relay")
                .accept(MediaType.APPLICATION_PDF)
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    void namesWhatIsOfTheWrongType() {
        String[][] wrong = {
            {"{\"items\":\"text\"}", "items: is not of the expected type."},
            {"{\"items\":[{\"user_query\":[]}]}", "items[0].user_query: is not of the expected type."},
            {"{nope", "The request is not JSON of the expected shape."},
        };
        for (String[] one : wrong) {
            post("/echo", MediaType.APPLICATION_JSON, one[0])
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.detail")
                    .isEqualTo(one[1]);
        }
        client.get()
                .uri("/page?limit=x")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("limit: is not of the expected type.");
    }

    @Test
    void survivesNestingThatWouldOverflowAStack() {
        post("/echo", MediaType.APPLICATION_JSON, "[".repeat(1_000_000))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void takesABodyOfExactlyTheLimitAndNoLonger() {
        String question = "{\"items\":[{\"user_query\":\"x\"}]}";
        String longest = question + " ".repeat((12 << 20) - question.length());

        post("/echo", MediaType.APPLICATION_JSON, longest).expectStatus().isOk();
        post("/echo", MediaType.APPLICATION_JSON, longest + " ").expectStatus().isEqualTo(413);
    }

    @Test
    void takesAnAnswerThatIsTooLargeForItsOwnFailureAndNotForTheCallers() {
        client.get()
                .uri("/large-relay")
                .exchange()
                .expectStatus()
                .isEqualTo(502)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("An answer from behind this service is larger than it can take.");
    }

    @Test
    void showsACallerNothingOfAnUnexpectedFailureButLogsItWithItsRequestId(CapturedOutput output) {
        client.get()
                .uri("/broken")
                .header("X-Request-Id", "find-me")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectBody(String.class)
                .value(body ->
                        assertThat(body).doesNotContain("jdbc", "IllegalState").contains("find-me"));

        assertThat(output.getAll().lines())
                .anyMatch(line -> line.contains("find-me")
                        && line.contains("unexpected failure")
                        && line.contains("jdbc:secret-place"));
    }

    @Test
    void refusesATenantThatIsNoNameRatherThanTakingAnother() {
        client.get()
                .uri("/headers")
                .headers(headers -> headers.set("X-Tenant", "a b"))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/relay", "/echo", "/", "/nothing/here", "/openly", "/broken/more"})
    void refusesACallThatNamesNoTenantUnlessThePathIsNobodys(String path) {
        nameless(path)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("invalid_request")
                .jsonPath("$.detail")
                .value(detail -> assertThat(String.valueOf(detail)).contains("X-Tenant"));
    }

    @Test
    void passesACallOfNobodysOnAsNobodys() {
        nameless("/broken").expectStatus().isEqualTo(500);
        // as the routes read a path, so does this
        nameless("/open/../relay").expectStatus().isNotFound();
        nameless("/open/relay")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.x-request-id")
                .isNotEmpty()
                .jsonPath("$.x-tenant")
                .doesNotExist();
    }

    @Test
    void asksThePlatformForNoTenant() {
        client.mutate()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .defaultHeaders(headers -> headers.remove("X-Tenant"))
                .build()
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec nameless(String path) {
        return client.mutate()
                .defaultHeaders(headers -> headers.remove("X-Tenant"))
                .build()
                .get()
                .uri(path)
                .exchange();
    }

    @Test
    void saysWhenToComeBack() {
        client.get()
                .uri("/busy")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "7")
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Try again.");
    }

    private WebTestClient.ResponseSpec post(String path, MediaType type, String body) {
        return client.post().uri(path).contentType(type).bodyValue(body).exchange();
    }

    @SpringBootApplication
    static class TestApplication {}

    @RestController
    static class TestController {

        private final WebClient.Builder clients;
        private final RequestContextExchangeFilter propagation;
        private final Environment environment;

        @Autowired
        TestController(WebClient.Builder clients, RequestContextExchangeFilter propagation, Environment environment) {
            this.clients = clients;
            this.propagation = propagation;
            this.environment = environment;
        }

        private WebClient self() {
            return clients.clone()
                    .baseUrl("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"))
                    .filter(propagation)
                    .build();
        }

        @GetMapping({"/relay", "/open/relay"})
        Mono<Map<String, String>> relay() {
            return self().get()
                    .uri("/open/headers")
                    .retrieve()
                    .bodyToMono(new ParameterizedTypeReference<Map<String, String>>() {});
        }

        @GetMapping("/large-relay")
        Mono<String> largeRelay() {
            return self().get().uri("/large").retrieve().bodyToMono(String.class);
        }

        @GetMapping("/large")
        byte[] large() {
            return new byte[(12 << 20) + 1];
        }

        @GetMapping("/late-relay")
        Mono<String> lateRelay() {
            return RequestContext.current()
                    .flatMap(call -> self().get()
                            .uri("/headers")
                            .retrieve()
                            .bodyToMono(String.class)
                            .contextWrite(call.withDeadline(call.deadline().minus(Duration.ofDays(1)))::into))
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
            throw Problem.unavailable("Try again.", 7);
        }

        record Items(@Valid List<Item> items) {}

        record Item(@NotBlank @JsonProperty("user_query") String userQuery) {}
    }
}
