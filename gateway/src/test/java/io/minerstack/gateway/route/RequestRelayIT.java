package io.minerstack.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import io.minerstack.testsupport.http.ReceivedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.springframework.test.web.reactive.server.WebTestClient;

@ExtendWith(OutputCaptureExtension.class)
class RequestRelayIT extends SharedGateway {

    @Autowired
    private RouteLocator routes;

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
    void relaysPathsByteForByte(String path) throws Exception {
        RawHttpClient.exchange(port, head("GET " + path) + "\r\n");

        assertThat(AGENT.take().target()).isEqualTo(path);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void routesOnlyRelayedEndpoints(Endpoint endpoint) throws Exception {
        String path = endpoint.path().replaceAll("\\{\\w+}", "x");
        HttpMethod method = endpoint.hasJsonBody() ? HttpMethod.POST : HttpMethod.GET;

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
    void relaysEveryComponent(String path) throws Exception {
        post(path, TestObjects.QUESTION).expectStatus().isOk().expectBody().json("{\"ok\":true}");

        ReceivedRequest request = AGENT.take();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo(path);
        assertThat(request.body()).isEqualTo(TestObjects.QUESTION);
    }

    @Test
    void relaysDeletions() throws Exception {
        client.delete()
                .uri("/conversations/c?playbook=true")
                .header("X-API-Key", TestObjects.KEY)
                .exchange()
                .expectStatus()
                .isOk();

        ReceivedRequest request = AGENT.take();
        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.target()).isEqualTo("/conversations/c?playbook=true");
    }

    @Test
    void auditsADeletionThatSucceeded(CapturedOutput output) {
        delete("/conversations/caf%C3%A9%201?playbook=true", "erase-1")
                .expectStatus()
                .isOk();

        // written after the response; the log may be JSON, in which a message is escaped
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        output.getAll().replace("\\\"", "\""))
                .contains("\"event\":\"conversation.deleted\",\"who\":\"gateway\",\"key_id\":\"environment\","
                        + "\"key_name\":\"API_KEY\",\"cid\":\"café 1\",\"playbook\":true,\"request_id\":\"erase-1\"}"));
    }

    @Test
    void auditsNoDeletionThatFailed(CapturedOutput output) {
        AGENT.answer(Answer.json(404, "{}"));

        delete("/conversations/c", "erase-2").expectStatus().isNotFound();

        assertThat(output.getAll()).doesNotContain("conversation.deleted");
    }

    private WebTestClient.ResponseSpec delete(String uri, String requestId) {
        return client.method(HttpMethod.DELETE)
                .uri(URI.create("http://127.0.0.1:" + port + uri))
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", requestId)
                .exchange();
    }

    @Test
    void relaysTheIdempotencyKey() throws Exception {
        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "\"8e03978e\"")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(AGENT.take().header("Idempotency-Key")).isEqualTo("\"8e03978e\"");
    }

    @Test
    void replacesTheCallersContextHeaders() throws Exception {
        long before = System.currentTimeMillis();
        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "mine-1")
                .header("X-Tenant", "somebody-else")
                .header("X-Deadline", "4102444800000")
                .header("X-Stack-Secret", "guessed")
                .header("X-Answer-Target", "4102444800000")
                .header("Authorization", "Bearer secret")
                .header("Cookie", "a=b")
                .header("X-Forwarded-For", "192.0.2.1")
                .header("Forwarded", "for=192.0.2.1")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "mine-1");

        ReceivedRequest request = AGENT.take();
        assertThat(request.header("X-Request-Id")).isEqualTo("mine-1");
        assertThat(request.header("X-Tenant")).isEqualTo("default");
        assertThat(Long.parseLong(String.valueOf(request.header("X-Deadline"))))
                .isBetween(before + 2000, System.currentTimeMillis() + 3000);
        assertThat(Long.parseLong(String.valueOf(request.header("X-Answer-Target"))))
                .as("no later than the deadline")
                .isEqualTo(Long.parseLong(String.valueOf(request.header("X-Deadline"))));
        assertThat(request.header("traceparent")).startsWith("00-0af7");
        assertThat(request.headers())
                .doesNotContainKeys(
                        "x-api-key",
                        "x-stack-secret",
                        "authorization",
                        "cookie",
                        "x-forwarded-for",
                        "x-forwarded-host",
                        "x-forwarded-proto",
                        "forwarded");
    }

    @Test
    void replacesARequestIdAndATraceThatAreNotWellFormed() throws Exception {
        client.get()
                .uri("/capabilities")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", "two words")
                .header("traceparent", "nonsense")
                .exchange()
                .expectHeader()
                .value("X-Request-Id", id -> assertThat(id).matches("[0-9a-f-]{36}"));

        ReceivedRequest request = AGENT.take();
        assertThat(request.header("X-Request-Id")).matches("[0-9a-f-]{36}");
        assertThat(request.header("traceparent")).isNull();
    }

    @Test
    void relaysAResponseWithoutHeadersThatNameTheServer() {
        AGENT.answer(Answer.of(
                422,
                "application/problem+json",
                "{\"detail\":\"input: must not be empty\"}",
                Map.of(
                        "Retry-After", "7",
                        "X-Request-Id", "another",
                        "Server", "inside/1.0",
                        "X-Powered-By", "secrets",
                        "Set-Cookie", "a=b")));

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
    void neverOpensAWebSocketToAgentService() throws IOException, InterruptedException {
        String reply = RawHttpClient.exchange(
                port,
                head("GET /capabilities").replace("Connection: close", "Connection: close, Upgrade")
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 200");
        assertThat(AGENT.take().headers()).doesNotContainKey("upgrade");
    }

    @Test
    void connectsToAgentServiceWhateverTheRequestLineSays() throws Exception {
        RawHttpClient.exchange(port, head("GET http://user:word@elsewhere.example/conversations/a%2Fb") + "\r\n");

        ReceivedRequest request = AGENT.take();
        assertThat(request.target()).isEqualTo("/conversations/a%2Fb");
        assertThat(request.header("Host")).startsWith("127.0.0.1:");
        assertThat(request.header("Authorization")).isNull();
    }
}
