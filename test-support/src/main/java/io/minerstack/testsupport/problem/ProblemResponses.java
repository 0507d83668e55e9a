package io.minerstack.testsupport.problem;

import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Checks error responses of a {@link WebTestClient}. */
public final class ProblemResponses {

    private ProblemResponses() {}

    /**
     * Fails unless the response is a problem with this status and this code, and has the request id as a header too.
     *
     * @param error such as {@code validation_failed}
     */
    public static ProblemAssert assertThatProblem(WebTestClient.ResponseSpec response, int status, String error) {
        EntityExchangeResult<String> result = response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .exists("X-Request-Id")
                .expectBody(String.class)
                .returnResult();
        return ProblemAssert.assertThatProblem(Objects.requireNonNull(result.getResponseBody()))
                .hasStatus(status)
                .hasError(error);
    }
}
