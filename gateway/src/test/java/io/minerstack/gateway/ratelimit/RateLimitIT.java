package io.minerstack.gateway.ratelimit;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class RateLimitIT extends SharedGateway {

    @Test
    void reportsWhatIsLeftAndRefusesAboveTheLimit() {
        post("/summary", TestObjects.QUESTION)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"summary\";q=2;w=3600")
                .expectHeader()
                .valueMatches("RateLimit", "\"summary\";r=1;t=3[56][0-9]{2}");
        // a request is counted when it arrives, also if a later filter refuses it
        assertThatProblem(
                client.post()
                        .uri("/summary")
                        .header("X-API-Key", TestObjects.KEY)
                        .contentType(MediaType.APPLICATION_XML)
                        .bodyValue("<text/>")
                        .exchange(),
                415,
                "unsupported_media_type");
        int asked = AGENT.startedCount();

        var refused = post("/summary", TestObjects.QUESTION);
        refused.expectHeader()
                .valueMatches("Retry-After", "3[56][0-9]{2}")
                .expectHeader()
                .valueMatches("RateLimit", "\"summary\";r=0;t=3[56][0-9]{2}");
        assertThatProblem(refused, 429, "rate_limited");
        assertThat(AGENT.startedCount()).as("requests to agent-service").isEqualTo(asked);
        post("/complete", TestObjects.QUESTION).expectStatus().isOk();
    }

    @Test
    void refusesAboveTheLimitBeforeTheBodyIsRead() {
        post("/aggregate", TestObjects.QUESTION).expectStatus().isOk();

        assertThatProblem(post("/aggregate", "x".repeat(100_000)), 429, "rate_limited");
    }

    @Test
    void limitsCallersWithoutAKeyByTheirAddress() {
        for (int i = 0; i < 3; i++) {
            fromAddress("203.0.113.1").expectStatus().isUnauthorized();
        }

        var refused = fromAddress("203.0.113.1");
        refused.expectHeader()
                .exists("Retry-After")
                .expectHeader()
                .valueMatches("RateLimit", "\"unauthenticated\";r=0.*");
        assertThatProblem(refused, 429, "rate_limited");
        fromAddress("203.0.113.2").expectStatus().isUnauthorized();
        // hops left of the first untrusted one can be forged
        assertThatProblem(fromAddress("192.0.2.99, 203.0.113.1"), 429, "rate_limited");
    }

    @Test
    void saysOfARequestAboveTheLimitWhyTheOnesBeforeWereRefused() {
        for (int i = 0; i < 3; i++) {
            withWrongKey("203.0.113.4").expectStatus().isForbidden();
        }
        assertThatProblem(withWrongKey("203.0.113.4"), 429, "rate_limited")
                .hasDetailContaining("The API key is not accepted.", "More than 3 requests");

        for (int i = 0; i < 3; i++) {
            fromAddress("203.0.113.5").expectStatus().isUnauthorized();
        }
        assertThatProblem(fromAddress("203.0.113.5"), 429, "rate_limited")
                .hasDetailContaining("Send your API key", "More than 3 requests");
    }

    private WebTestClient.ResponseSpec withWrongKey(String address) {
        return client.get()
                .uri("/conversations")
                .header("X-API-Key", TestObjects.WRONG_KEY)
                .header("X-Forwarded-For", address)
                .exchange();
    }

    @Test
    void countsAllAddressesOfAnIpv6SubnetTogether() {
        for (int i = 0; i < 3; i++) {
            fromAddress("2001:db8:1:2::" + i).expectStatus().isUnauthorized();
        }

        assertThatProblem(fromAddress("[2001:db8:1:2:ffff::1]:443"), 429, "rate_limited");
        fromAddress("2001:db8:1:3::1").expectStatus().isUnauthorized();
    }

    @Test
    void acceptsAValidKeyFromAnAddressThatIsLimited() {
        for (int i = 0; i < 4; i++) {
            fromAddress("203.0.113.3");
        }

        client.get()
                .uri("/capabilities")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Forwarded-For", "203.0.113.3")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void doesNotLimitHealthByDefault() {
        for (int i = 0; i < 200; i++) {
            client.get()
                    .uri("/health")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .doesNotExist("RateLimit");
        }
    }

    private WebTestClient.ResponseSpec fromAddress(String forwardedFor) {
        return client.get()
                .uri("/capabilities")
                .header("X-Forwarded-For", forwardedFor)
                .exchange();
    }
}
