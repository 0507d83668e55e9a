package io.minerstack.gateway.figures;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.servicesupport.text.Sha256;
import io.minerstack.testsupport.http.Answer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

class FiguresIT extends SharedGateway {

    private static final String NORMAL = "normal-0123456789abcdef0123456789abcdef";
    private static final String PROBE = "probe-0123456789abcdef0123456789abcdef";

    private static final String KEYS = """
            {"version": 1, "keys": [
             {"id": "key_000000000001", "name": "anna", "sha256": "%s", "tenant": "anna", "purpose": "normal",
              "created": "2026-01-01T00:00:00Z", "state": "active"},
             {"id": "key_000000000002", "name": "probe", "sha256": "%s", "tenant": "probe", "purpose": "probe",
              "created": "2026-01-01T00:00:00Z", "state": "active"}]}
            """.formatted(Sha256.hex(NORMAL, 32), Sha256.hex(PROBE, 32));

    @DynamicPropertySource
    static void keysFile(DynamicPropertyRegistry registry) {
        registry.add("KEYS_FILE", FiguresIT::writtenKeys);
    }

    private static String writtenKeys() {
        try {
            return Files.writeString(Files.createTempDirectory("keys").resolve("keys.json"), KEYS)
                    .toString();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void giveAnOperatorTheCountsOfEveryService() {
        post("/complete", TestObjects.QUESTION).expectStatus().isOk();
        AGENT.answer("/figures", Answer.json(200, """
                [{"service":"agent-service","reached":true,"meters":[]},
                 {"service":"llm-proxy","reached":false,"meters":[]}]"""));

        get("/figures")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.services[0].service")
                .isEqualTo("gateway")
                .jsonPath("$.services[0].meters[?(@.tags.uri == '/complete' && @.tags.status == '200')].buckets")
                .isNotEmpty()
                .jsonPath("$.services[0].meters[?(@.tags.uri == '/health')]")
                .isEmpty()
                .jsonPath("$.services[2].service")
                .isEqualTo("llm-proxy")
                .jsonPath("$.time")
                .exists();
    }

    @Test
    void areThereWithoutTheServicesBehind() {
        AGENT.answer("/figures", Answer.disconnect());

        get("/figures")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.services[0].reached")
                .isEqualTo(true)
                .jsonPath("$.services[1].service")
                .isEqualTo("agent-service")
                .jsonPath("$.services[1].reached")
                .isEqualTo(false);
    }

    @Test
    void giveAnotherKeyTheAnswersOfItsOwnTenantAlone() {
        post("/complete", TestObjects.QUESTION).expectStatus().isOk();
        AGENT.answer("/complete", Answer.problem(502, """
                {"title":"Bad answer","status":502,"detail":"The language model gave no usable answer."}"""));
        for (int call = 0; call < 2; call++) {
            client.post()
                    .uri("/complete")
                    .header("X-API-Key", NORMAL)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(TestObjects.QUESTION)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(502);
        }

        as(NORMAL)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.tenant.components.complete.failed")
                .isEqualTo(2)
                .jsonPath("$.tenant.components.complete.good")
                .isEqualTo(0)
                .jsonPath("$.tenant.window.failed")
                .isEqualTo(2)
                .jsonPath("$.tenant.since")
                .exists()
                .jsonPath("$.services")
                .doesNotExist();
    }

    @Test
    void areForbiddenForAProbeAndWithoutAKey() {
        assertThatProblem(as(PROBE), 403, "forbidden");
        as("").expectStatus().isUnauthorized();
    }

    private WebTestClient.ResponseSpec as(String key) {
        return client.get()
                .uri("/figures")
                .header("X-API-Key", key)
                .header("X-Forwarded-For", "198.51.108.1")
                .exchange();
    }
}
