package io.minerstack.gateway.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class RateLimitIT extends SharedGateway {

    @Test
    void tellsWhatIsLeftAndRefusesWhatIsOver() {
        post("/summary", TestObjects.QUESTION)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"summary\";q=2;w=3600")
                .expectHeader()
                .valueMatches("RateLimit", "\"summary\";r=1;t=1[78][0-9]{2}");
        // counted on arrival, whatever becomes of it
        isProblem(
                client.post()
                        .uri("/summary")
                        .header("X-API-Key", TestObjects.KEY)
                        .bodyValue("text")
                        .exchange(),
                415,
                "unsupported_media_type");
        int asked = AGENT.started();

        var refused = post("/summary", TestObjects.QUESTION);
        refused.expectHeader()
                .valueMatches("Retry-After", "1[78][0-9]{2}")
                .expectHeader()
                .valueMatches("RateLimit", "\"summary\";r=0;t=3[56][0-9]{2}");
        isProblem(refused, 429, "rate_limited");
        assertThat(AGENT.started()).as("a refusal costs nothing inside").isEqualTo(asked);
        post("/complete", TestObjects.QUESTION).expectStatus().isOk();
    }

    @Test
    void refusesOverTheLimitBeforeItLooksAtTheBody() {
        post("/aggregate", TestObjects.QUESTION).expectStatus().isOk();

        isProblem(post("/aggregate", "x".repeat(100_000)), 429, "rate_limited");
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
        isProblem(refused, 429, "rate_limited");
        fromAddress("203.0.113.2").expectStatus().isUnauthorized();
        // what stands left of the nearest hop that is not ours is the caller's invention
        isProblem(fromAddress("192.0.2.99, 203.0.113.1"), 429, "rate_limited");
    }

    @Test
    void takesAllAddressesOfAnIpv6SubnetForOneCaller() {
        for (int i = 0; i < 3; i++) {
            fromAddress("2001:db8:1:2::" + i).expectStatus().isUnauthorized();
        }

        isProblem(fromAddress("[2001:db8:1:2:ffff::1]:443"), 429, "rate_limited");
        fromAddress("2001:db8:1:3::1").expectStatus().isUnauthorized();
    }

    @Test
    void letsAValidKeyInFromAnAddressThatUsedUpItsBudget() {
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
    void neverLimitsHealthByDefault() {
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
