package io.minerstack.gateway.guess;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@TestPropertySource(
        properties = {
            "BLOCK_AFTER_WRONG_KEYS=5",
            "BLOCK_TIME=30m",
            "RATE_LIMIT_UNAUTHENTICATED=off",
            "PUBLIC_CAPABILITIES=on"
        })
@ExtendWith(OutputCaptureExtension.class)
class KeyGuessesIT extends SharedGateway {

    @TempDir
    private static Path folder;

    @Autowired
    private MeterRegistry meters;

    @DynamicPropertySource
    static void auditFile(DynamicPropertyRegistry registry) {
        registry.add("AUDIT_FILE", () -> folder.resolve("audit.jsonl").toString());
    }

    @Test
    void blocksAnAddressThatGuessesAndAcceptsAValidKeyFromThere(CapturedOutput output) {
        double blocks = meters.get(GuessMetrics.BLOCKS).counter().count();
        for (int guess = 0; guess < 5; guess++) {
            assertThatProblem(ask("203.0.113.20", "guess-number-" + guess), 403, "forbidden");
        }

        var refused = ask("203.0.113.20", "guess-number-5");
        refused.expectHeader().valueMatches("Retry-After", "1[78][0-9]{2}");
        assertThatProblem(refused, 429, "rate_limited");
        assertThatProblem(ask("203.0.113.20", null), 429, "rate_limited");

        ask("203.0.113.20", TestObjects.KEY).expectStatus().isOk();
        ask("203.0.113.21", null).expectStatus().isUnauthorized();
        client.get()
                .uri("/openapi.json")
                .header("X-Forwarded-For", "203.0.113.20")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(meters.get(GuessMetrics.BLOCKS).counter().count()).isEqualTo(blocks + 1);
        assertThat(output.getAll())
                .containsOnlyOnce("address 203.0.113.20: blocked for 1800 s after 5 wrong keys")
                .doesNotContain("guess-number");
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(auditLines("203.0.113.20"))
                .singleElement()
                .asString()
                .matches("\\{\"time\":\"[-0-9T:.]+Z\",\"event\":\"address.blocked\",\"who\":\"gateway\","
                        + "\"address\":\"203.0.113.20\",\"wrong_keys\":5,\"seconds\":1800}"));
    }

    @Test
    void blocksTheWholeSubnetOfAnIpv6Address() {
        for (int guess = 0; guess < 5; guess++) {
            ask("2001:db8:9:9::" + guess, "guess-number-" + guess)
                    .expectStatus()
                    .isForbidden();
        }

        assertThatProblem(ask("2001:db8:9:9:ffff::1", "guess-number-5"), 429, "rate_limited");
        ask("2001:db8:9:8::1", "guess-number-5").expectStatus().isForbidden();
    }

    @Test
    void doesNotTakeAMissingKeyForAGuess() {
        for (int request = 0; request < 20; request++) {
            ask("203.0.113.22", null).expectStatus().isUnauthorized();
        }
    }

    @Test
    void countsGuessesAtAPublicEndpointToo() {
        for (int guess = 0; guess < 5; guess++) {
            capabilities("203.0.113.23", "guess-number-" + guess).expectStatus().isOk();
        }

        assertThatProblem(capabilities("203.0.113.23", "guess-number-5"), 429, "rate_limited");
        capabilities("203.0.113.23", TestObjects.KEY).expectStatus().isOk();
    }

    @Test
    void acceptsAValidKeyOnTheVeryConnectionThatGuessed() throws IOException {
        try (RawHttpClient caller = new RawHttpClient(port)) {
            for (int guess = 0; guess < 6; guess++) {
                caller.send(request("guess-number-" + guess));
                assertThat(answer(caller)).startsWith(guess < 5 ? "HTTP/1.1 403" : "HTTP/1.1 429");
            }
            caller.send(request(TestObjects.KEY));
            assertThat(answer(caller)).startsWith("HTTP/1.1 200");
        }
    }

    /** A whole answer, whose head and body may come one after the other. Every body is a JSON object. */
    private static String answer(RawHttpClient caller) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("}")) {
            String part = caller.readAvailable();
            assertThat(part).as("after %s", answer).isNotEmpty();
            answer.append(part);
        }
        return answer.toString();
    }

    private static String request(String key) {
        return "GET /conversations HTTP/1.1\r\nHost: gateway\r\nX-Forwarded-For: 203.0.113.24\r\nX-API-Key: " + key
                + "\r\n\r\n";
    }

    private WebTestClient.ResponseSpec ask(String from, @Nullable String key) {
        return get("/conversations", from, key);
    }

    private WebTestClient.ResponseSpec capabilities(String from, String key) {
        return get("/capabilities", from, key);
    }

    private WebTestClient.ResponseSpec get(String path, String from, @Nullable String key) {
        WebTestClient.RequestHeadersSpec<?> request = client.get().uri(path).header("X-Forwarded-For", from);
        return (key == null ? request : request.header("X-API-Key", key)).exchange();
    }

    private static List<String> auditLines(String address) throws IOException {
        try (var lines = Files.lines(folder.resolve("audit.jsonl"))) {
            return lines.filter(line -> line.contains(address)).toList();
        }
    }
}
