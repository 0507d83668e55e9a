package io.minerstack.gateway.endpoint;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class EndpointIT extends SharedGateway {

    @Test
    void refusesUnknownPaths() {
        for (String path : new String[] {"/nothing", "/nothing/", "/conversations/a/b", "/playbook", "/docs/x/y"}) {
            assertThatProblem(get(path), 404, "not_found");
        }
        assertThatProblem(get("/docs/index.html"), 404, "not_found");
    }

    @Test
    void refusesOtherMethodsAndNamesTheAllowedOnes() {
        var reply = get("/complete");
        reply.expectHeader().valueEquals("Allow", "POST");
        assertThatProblem(reply, 405, "method_not_allowed");
        client.method(HttpMethod.valueOf("BREW"))
                .uri("/conversations/c")
                .header("X-API-Key", TestObjects.KEY)
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "DELETE, GET, HEAD");
    }
}
