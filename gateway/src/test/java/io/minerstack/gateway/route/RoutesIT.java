package io.minerstack.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.FakeAgent;
import io.minerstack.gateway.FakeAgent.Request;
import io.minerstack.gateway.RawClient;
import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.gateway.endpoint.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class RoutesIT extends SharedGateway {

    @Autowired
    private RouteLocator routes;

    @Autowired
    private MeterRegistry meters;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/conversations/a%2Fb",
                "/conversations/100%25",
                "/conversations/%252F",
                "/conversations/..",
                "/conversations/%2e%2E",
                "/conversations/%F0%9F%98%80",
                "/conversations/a%20b+c;d=e",
                "/conversations/%FF%00",
                "/conversations/a%3Fb%23c?limit=%2F&cursor=a+b%25",
                "/playbook/x%2F..%2Fy/context",
                "/playbook/%5C?insight_type=fact",
                "/conversations?limit=3"
            })
    void passesPathsOnByteForByte(String path) throws Exception {
        RawClient.exchange(port, head("GET " + path) + "\r\n");

        assertThat(AGENT.taken().uri()).isEqualTo(path);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void passesOnWhatIsInTheTableAndNothingElse(Endpoint endpoint) throws Exception {
        String path = endpoint.path().replaceAll("\\{\\w+}", "x");
        HttpMethod method = endpoint.takesJson() ? HttpMethod.POST : HttpMethod.GET;

        assertThat(routes.getRoutes()
                        .filterWhen(route -> route.getPredicate()
                                .apply(MockServerWebExchange.from(MockServerHttpRequest.method(method, path)
                                        .build())))
                        .map(route -> route.getUri().toString())
                        .collectList()
                        .block(Duration.ofSeconds(5)))
                .isEqualTo(endpoint.isRelayed() ? List.of(AGENT.url()) : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/complete",
                "/refine",
                "/feedback",
                "/human_feedback",
                "/internet_search",
            })
    void passesEveryComponentOn(String path) throws Exception {
        post(path, TestObjects.QUESTION).expectStatus().isOk().expectBody().json("{\"ok\":true}");

        Request request = AGENT.taken();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo(path);
        assertThat(request.body()).isEqualTo(TestObjects.QUESTION);
    }

    @Test
    void passesDeletionsOn() throws Exception {
        client.delete()
                .uri("/conversations/c?playbook=true")
                .header("X-API-Key", TestObjects.KEY)
                .exchange()
                .expectStatus()
                .isOk();

        Request request = AGENT.taken();
        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.uri()).isEqualTo("/conversations/c?playbook=true");
    }

    @Test
    void writesTheCallOverWhateverTheCallerSent() throws Exception {
        long before = System.currentTimeMillis();
        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "mine-1")
                .header("X-Tenant", "somebody-else")
                .header("X-Deadline", "4102444800000")
                .header("Authorization", "Bearer secret")
                .header("Cookie", "a=b")
                .header("X-Forwarded-For", "192.0.2.1")
                .header("Forwarded", "for=192.0.2.1")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "mine-1");

        Request request = AGENT.taken();
        assertThat(request.header("X-Request-Id")).isEqualTo("mine-1");
        assertThat(request.header("X-Tenant")).isEqualTo("default");
        assertThat(Long.parseLong(String.valueOf(request.header("X-Deadline"))))
                .isBetween(before + 2000, System.currentTimeMillis() + 3000);
        assertThat(request.header("traceparent")).startsWith("00-0af7");
        assertThat(request.headers())
                .doesNotContainKeys(
                        "x-api-key",
                        "authorization",
                        "cookie",
                        "x-forwarded-for",
                        "x-forwarded-host",
                        "x-forwarded-proto",
                        "forwarded");
    }

    @Test
    void replacesARequestIdAndATraceThatCouldForgeALogLine() throws Exception {
        client.get()
                .uri("/capabilities")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", "two words")
                .header("traceparent", "nonsense")
                .exchange()
                .expectHeader()
                .value("X-Request-Id", id -> assertThat(id).matches("[0-9a-f-]{36}"));

        Request request = AGENT.taken();
        assertThat(request.header("X-Request-Id")).matches("[0-9a-f-]{36}");
        assertThat(request.header("traceparent")).isNull();
    }

    @Test
    void relaysAReplyButNotWhoMadeIt() {
        AGENT.answers((request, response) -> response.status(422)
                .header("Content-Type", "application/problem+json")
                .header("Retry-After", "7")
                .header("X-Request-Id", "another")
                .header("Server", "inside/1.0")
                .header("X-Powered-By", "secrets")
                .header("Set-Cookie", "a=b")
                .sendString(Mono.just("{\"detail\":\"input: must not be empty\"}")));

        post("/complete", TestObjects.QUESTION)
                .expectStatus()
                .isEqualTo(422)
                .expectHeader()
                .contentType("application/problem+json")
                .expectHeader()
                .valueEquals("Retry-After", "7")
                .expectHeader()
                .values("X-Request-Id", ids -> assertThat(ids).hasSize(1).doesNotContain("another"))
                .expectHeader()
                .doesNotExist("Server")
                .expectHeader()
                .doesNotExist("X-Powered-By")
                .expectHeader()
                .doesNotExist("Set-Cookie")
                .expectBody()
                .json("{\"detail\":\"input: must not be empty\"}");
    }

    @Test
    void cancelsTheRequestInsideWhenItsCallerGoesAway() throws Exception {
        AGENT.answers(FakeAgent.never());
        try (RawClient caller = new RawClient(port)) {
            caller.send(head("POST /complete") + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            AGENT.taken();
        }

        AGENT.awaitDisconnect();
    }

    @Test
    void doesNotTakeACallerThatLeavesInMidAnswerForAFault(CapturedOutput output) throws Exception {
        AGENT.answers((request, response) -> response.header("Content-Type", "application/json")
                .sendString(Flux.interval(Duration.ofMillis(5)).map(tick -> "x".repeat(10_000))));
        try (RawClient caller = new RawClient(port)) {
            caller.send(head("GET /capabilities") + "\r\n");
            caller.readSome();
        }

        AGENT.awaitDisconnect();
        assertThat(output.getAll()).doesNotContain("\"level\":\"ERROR\"", "\"level\":\"WARN\"");
    }

    @Test
    void givesUpAtTheDeadlineAndCancelsTheRequestInside() throws Exception {
        AGENT.answers(FakeAgent.never());

        isProblem(post("/complete", TestObjects.QUESTION), 504, "deadline_exceeded");

        AGENT.awaitDisconnect();
    }

    @Test
    void callsACallerThatLeavesInMidQuestionNobodysRefusal() throws Exception {
        double before = rejections();
        double outages = outages();
        for (int caller = 0; caller < 3; caller++) {
            long had = AGENT.received();
            try (RawClient leaving = new RawClient(port)) {
                leaving.send(head("POST /complete") + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.received() > had);
            }
            AGENT.awaitDisconnect();
        }

        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> rejections() == before && outages() == outages);
    }

    @Test
    void saysWhenToComeBackWhenTheConnectionInsideBreaks() {
        AGENT.answers(FakeAgent.hangUp());
        double before = rejections();
        double outages = outages();

        var reply = post("/complete", TestObjects.QUESTION);
        reply.expectHeader().exists("Retry-After");
        isProblem(reply, 503, "unavailable");
        assertThat(AGENT.started()).as("a question is not asked twice").isEqualTo(1);
        assertThat(rejections()).as("an outage is no refusal").isEqualTo(before);
        assertThat(outages()).isEqualTo(outages + 1);
    }

    private double rejections() {
        return sum("miner.gateway.rejections");
    }

    private double outages() {
        return sum(UpstreamFailures.FAILURES);
    }

    /** Over all reasons. */
    private double sum(String name) {
        return meters.get(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    @Test
    void neverOpensAWebSocketInside() throws IOException, InterruptedException {
        String reply = RawClient.exchange(
                port,
                head("GET /capabilities").replace("Connection: close", "Connection: close, Upgrade")
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 200");
        assertThat(AGENT.taken().headers()).doesNotContainKey("upgrade");
    }

    @Test
    void asksNobodyElseWhateverTheRequestLineSays() throws Exception {
        RawClient.exchange(port, head("GET http://user:word@elsewhere.example/conversations/a%2Fb") + "\r\n");

        Request request = AGENT.taken();
        assertThat(request.uri()).isEqualTo("/conversations/a%2Fb");
        assertThat(request.header("Host")).startsWith("127.0.0.1:");
        assertThat(request.header("Authorization")).isNull();
    }
}
