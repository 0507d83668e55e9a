package io.minerstack.gateway.identity;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

@ExtendWith(OutputCaptureExtension.class)
class AuthenticationIT extends SharedGateway {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/capabilities",
                "/conversations/c",
                "/complete",
                "/no/such/path",
                "/docs/../health",
                "/actuator/health"
            })
    void refusesAnyPathWithoutAKeyAlike(String path) throws IOException {
        String reply = RawHttpClient.exchange(
                port,
                "GET " + path + " HTTP/1.1\r\nHost: gateway\r\nX-Forwarded-For: 198.51.100."
                        + (Math.floorMod(path.hashCode(), 200) + 1) + "\r\nConnection: close\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 401").contains("\r\nWWW-Authenticate: ApiKey\r\n", "unauthenticated");
        assertThat(AGENT.startedCount()).isZero();
    }

    @Test
    void refusesAWrongKeyWithoutSayingWhatIsWrong() {
        assertThatProblem(withKey(TestObjects.WRONG_KEY, "198.51.101.1"), 403, "forbidden");
        assertThatProblem(withKey(TestObjects.KEY + "0", "198.51.101.1"), 403, "forbidden");
        assertThatProblem(withKey("x", "198.51.101.1"), 403, "forbidden");
        assertThat(AGENT.startedCount()).isZero();
    }

    @Test
    void treatsABlankKeyAsNone() throws IOException {
        String blank = "X-API-Key: " + " ".repeat(3) + "\r\n";
        String reply = RawHttpClient.exchange(
                port,
                "GET /capabilities HTTP/1.1\r\nHost: gateway\r\n" + blank
                        + "X-Forwarded-For: 198.51.101.2\r\nConnection: close\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 401");
    }

    @Test
    void refusesTwoKeysEvenIfOneIsRight() {
        assertThatProblem(
                client.get()
                        .uri("/capabilities")
                        .header("X-Forwarded-For", "198.51.101.3")
                        .header("X-API-Key", TestObjects.KEY, TestObjects.WRONG_KEY)
                        .exchange(),
                403,
                "forbidden");
    }

    @Test
    void acceptsTheKeyAsABearerToken() {
        withToken(TestObjects.KEY, "198.51.101.6").expectStatus().isOk();
        assertThatProblem(withToken(TestObjects.WRONG_KEY, "198.51.101.7"), 403, "forbidden");
        assertThat(AGENT.take().headers()).doesNotContainKeys("Authorization", "authorization", "X-API-Key");
    }

    @Test
    void servesPublicEndpointsWithoutAKey() {
        int address = 1;
        for (String path : new String[] {"/health", "/", "/docs", "/docs/swagger-ui.css", "/openapi.json"}) {
            client.get()
                    .uri(path)
                    .header("X-Forwarded-For", "198.51.102." + address++)
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void requiresAKeyForOtherMethodsOfPublicEndpoints() {
        assertThatProblem(
                client.method(HttpMethod.POST)
                        .uri("/health")
                        .header("X-Forwarded-For", "198.51.101.4")
                        .exchange(),
                401,
                "unauthenticated");
    }

    @Test
    void neverLogsAKey(CapturedOutput output) throws IOException {
        withKey(TestObjects.WRONG_KEY, "198.51.101.5").expectStatus().isForbidden();
        withToken(TestObjects.WRONG_KEY, "198.51.101.5").expectStatus().isForbidden();
        withToken(TestObjects.KEY, "198.51.101.5").expectStatus().isOk();
        get("/capabilities").expectStatus().isOk();
        String secret = "X-API-Key: " + TestObjects.KEY + "\r\n";
        RawHttpClient.exchange(port, "GET /capabilities HTTP/nine\r\n" + secret + "\r\n");
        RawHttpClient.exchange(port, "GET / HTTP/1.1\r\n" + secret + "Big: " + "x".repeat(20_000) + "\r\n\r\n");
        RawHttpClient.exchange(port, head("POST /complete") + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n");

        assertThat(output.getAll())
                .contains("capabilities")
                .doesNotContain(TestObjects.KEY)
                .doesNotContain(TestObjects.WRONG_KEY);
    }

    private WebTestClient.ResponseSpec withToken(String token, String from) {
        return client.get()
                .uri("/capabilities")
                .header("X-Forwarded-For", from)
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private WebTestClient.ResponseSpec withKey(String key, String from) {
        return client.get()
                .uri("/capabilities")
                .header("X-Forwarded-For", from)
                .header("X-API-Key", key)
                .exchange();
    }
}
