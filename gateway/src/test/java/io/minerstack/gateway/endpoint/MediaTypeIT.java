package io.minerstack.gateway.endpoint;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class MediaTypeIT extends SharedGateway {

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "multipart/form-data", "text/html", "application/jsonp", "nonsense"})
    void refusesBodiesThatAreNotJson(String type) throws IOException {
        String reply = RawHttpClient.exchange(
                port, head("POST /complete") + "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(reply).startsWith("HTTP/1.1 415").contains("application/problem+json", "unsupported_media_type");
        assertThat(AGENT.startedCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=UTF-8", "application/merge-patch+json", "APPLICATION/JSON"})
    void acceptsEveryJsonMediaType(String type) throws IOException {
        String reply = RawHttpClient.exchange(
                port, head("POST /complete") + "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(reply).startsWith("HTTP/1.1 200");
    }

    /** The reference's server takes an empty value for none, too (fastapi/fastapi, fastapi/routing.py). */
    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type:\r\n", "Content-Type:   \r\n"})
    void takesABodyWithoutATypeAsJson(String header) throws IOException {
        String reply = RawHttpClient.exchange(port, head("POST /complete") + header + "Content-Length: 2\r\n\r\n{}");

        assertThat(reply).startsWith("HTTP/1.1 200");
        assertThat(AGENT.take().header("Content-Type")).isEqualTo("application/json");
    }

    /** {@code curl -d} and {@code fetch} without a type of the caller's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "text/plain;charset=UTF-8",
                "Text/Plain"
            })
    void takesABodyWithTheDefaultTypeOfItsClientAsJson(String type) throws IOException {
        String reply = RawHttpClient.exchange(
                port, head("POST /complete") + "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(reply).startsWith("HTTP/1.1 200");
        assertThat(AGENT.take().header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void refusesCompressedBodies() {
        assertThatProblem(
                client.post()
                        .uri("/complete")
                        .header("X-API-Key", TestObjects.KEY)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .bodyValue(TestObjects.QUESTION)
                        .exchange(),
                415,
                "unsupported_media_type");
    }

    @Test
    void refusesCallersThatDoNotAcceptJson() {
        assertThatProblem(accepting("application/pdf"), 406, "not_acceptable");
        assertThatProblem(accepting("application/json;q=0, text/html"), 406, "not_acceptable");
        assertThatProblem(accepting("///"), 406, "not_acceptable");
        accepting("text/html, */*;q=0.1").expectStatus().isOk();
        accepting("application/*").expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec accepting(String accept) {
        return client.get()
                .uri("/capabilities")
                .header("X-API-Key", TestObjects.KEY)
                .header("Accept", accept)
                .exchange();
    }
}
