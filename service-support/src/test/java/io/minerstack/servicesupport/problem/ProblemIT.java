package io.minerstack.servicesupport.problem;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class ProblemIT extends TestServer {

    @Test
    void namesInvalidFieldsAsTheJsonNamesThem() {
        assertThatProblem(postJson("{\"items\":[{\"user_query\":\" \"}]}"), 422, "validation_failed")
                .hasInvalidFields("items[0].user_query");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: service\r\nConnection: close\r\n\r\n",
                "GET /a|b HTTP/1.1\r\nHost: service\r\nConnection: close\r\n\r\n",
                "GARBAGE\r\n\r\n"
            })
    void answersBytesThatAreNotHttpWithAProblem(String bytes) throws IOException {
        assertThat(exchange(bytes))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
                .contains("X-Request-Id: ", "\"error\":\"invalid_request\"", "\"request_id\":\"")
                .doesNotContain("Exception", "netty");
    }

    @Test
    void tellsUnreadableBodiesWrongMethodsAndUnknownPathsApart() {
        postJson("{nope").expectStatus().isBadRequest();
        postJson("{\"items\":\"text\"}").expectStatus().isBadRequest();
        post("/echo", MediaType.TEXT_PLAIN, "{}").expectStatus().isEqualTo(415);
        client.delete()
                .uri("/echo")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "POST");
        get("/nothing/here").expectStatus().isNotFound();
        client.get()
                .uri("/relay")
                .accept(MediaType.APPLICATION_PDF)
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"items\":\"text\"}|items: is not of the expected type.",
                "{\"items\":[{\"user_query\":[]}]}|items[0].user_query: is not of the expected type.",
                "{nope|The request is not JSON of the expected shape."
            })
    void namesTheFieldOfTheWrongType(String body, String detail) {
        assertThatProblem(postJson(body), 400, "invalid_request").hasDetail(detail);
    }

    @Test
    void namesTheQueryParameterOfTheWrongType() {
        assertThatProblem(get("/page?limit=x"), 400, "invalid_request")
                .hasDetail("limit: is not of the expected type.");
    }

    @Test
    void refusesNestingThatWouldOverflowTheStack() {
        postJson("[".repeat(1_000_000)).expectStatus().isBadRequest();
    }

    @Test
    void acceptsABodyOfTheLimitAndRefusesALongerOne() {
        String question = "{\"items\":[{\"user_query\":\"x\"}]}";
        String longest = question + " ".repeat((12 << 20) - question.length());

        postJson(longest).expectStatus().isOk();
        postJson(longest + " ").expectStatus().isEqualTo(413);
    }

    @Test
    void blamesAnotherServerForATooLargeResponseAndNotTheCaller() {
        assertThatProblem(get("/large-relay"), 502, "bad_model_answer")
                .hasDetail("An answer from behind this service is larger than it can take.");
    }

    @Test
    void hidesAnUnexpectedFailureFromTheCallerAndLogsItWithTheRequestId(CapturedOutput output) {
        assertThatProblem(
                        client.get()
                                .uri("/broken")
                                .header("X-Request-Id", "find-me")
                                .exchange(),
                        500,
                        "internal_error")
                .hasRequestId("find-me")
                .doesNotContain("jdbc", "IllegalState");

        assertThat(output.getAll().lines())
                .anyMatch(line -> line.contains("find-me")
                        && line.contains("unexpected failure")
                        && line.contains("jdbc:secret-place"));
    }

    @Test
    void sendsRetryAfterWithA503() {
        WebTestClient.ResponseSpec response = get("/busy");
        response.expectHeader().valueEquals("Retry-After", "7");
        assertThatProblem(response, 503, "unavailable").hasDetail("Try again.");
    }

    private WebTestClient.ResponseSpec postJson(String body) {
        return post("/echo", MediaType.APPLICATION_JSON, body);
    }
}
