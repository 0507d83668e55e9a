package io.minerstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * One gateway on a real port for most integration tests, in front of one fake agent. Small where smallness shows sooner:
 * bodies of 64 KB, three seconds to answer, few requests a minute for some endpoints and plenty for the others.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "API_KEY=" + TestObjects.KEY,
            "REQUEST_TIMEOUT=5",
            "DEADLINE_MARGIN=2",
            "MAX_REQUEST_SIZE=65536",
            "TRUSTED_PROXIES=127.0.0.1",
            "LINGER_TIMEOUT=1s",
            "RATE_LIMIT_COMPLETE=100000/m",
            "RATE_LIMIT_CONVERSATIONS=100000/m",
            "RATE_LIMIT_PLAYBOOK=100000/m",
            "RATE_LIMIT_CAPABILITIES=100000/m",
            "RATE_LIMIT_SUMMARY=2/h",
            "RATE_LIMIT_AGGREGATE=1/h",
            "RATE_LIMIT_UNAUTHENTICATED=3/h",
            "management.server.port=0"
        })
public abstract class SharedGateway {

    protected static final FakeAgent AGENT = FakeAgent.start();

    @LocalServerPort
    protected int port;

    protected WebTestClient client = WebTestClient.bindToServer().build();

    @DynamicPropertySource
    static void agent(DynamicPropertyRegistry registry) {
        registry.add("AGENT_SERVICE_URL", AGENT::url);
    }

    @BeforeEach
    void connect() {
        AGENT.reset();
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build();
    }

    /** A component call with a valid key. */
    protected WebTestClient.ResponseSpec post(String path, String body) {
        return client.post()
                .uri(path)
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    protected WebTestClient.ResponseSpec get(String path) {
        return client.get().uri(path).header("X-API-Key", TestObjects.KEY).exchange();
    }

    /** Head of a raw request with a valid key that closes the connection when it is answered; without its empty line. */
    protected static String head(String requestLine) {
        return requestLine + " HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY
                + "\r\nConnection: close\r\n";
    }

    /** Checks that a reply is a problem as callers of old and new documentation expect it. */
    protected static void isProblem(WebTestClient.ResponseSpec reply, int status, String code) {
        reply.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectHeader()
                .exists("X-Request-Id")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.error")
                .isEqualTo(code)
                .jsonPath("$.type")
                .isEqualTo("/problems/" + code.replace('_', '-'))
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail).isInstanceOf(String.class))
                .jsonPath("$.request_id")
                .isNotEmpty();
    }
}
