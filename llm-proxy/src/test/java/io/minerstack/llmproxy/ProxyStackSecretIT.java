package io.minerstack.llmproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A model server learns nothing of the stack's secret, which llm-proxy asks its callers for. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            // with local-llm the proxy shares more of a request's context than with any other model server
            "LLM_PROVIDER=local",
            "LOCAL_LLM_MODEL=only-model",
            "STACK_SECRET=" + ProxyStackSecretIT.SECRET
        })
class ProxyStackSecretIT {

    static final String SECRET = "stack-0123456789abcdef0123456789abcdef";

    private static final FakeModel MODEL = FakeModel.start(0, "only-model");

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("LOCAL_LLM_URL", () -> "http://127.0.0.1:" + MODEL.port());
    }

    @AfterAll
    static void stopModel() {
        MODEL.close();
    }

    @Test
    void asksForTheSecretAndSendsItToNoModelServer() throws Exception {
        MODEL.answering("Hi");
        try (ProxyClient client = new ProxyClient(port)) {
            assertThat(client.ask(false).status()).isEqualTo(403);
            assertThat(client.ask(true, "X-Stack-Secret", "wrong").status()).isEqualTo(403);
            assertThat(client.get("/v1/models").statusCode()).isEqualTo(403);
            assertThat(client.get("/status").statusCode()).isEqualTo(403);
            assertThat(MODEL.requests()).noneMatch(request -> request.path().contains("/chat"));

            assertThat(client.ask(false, "X-Stack-Secret", SECRET, "X-Tenant", "alice")
                            .status())
                    .isEqualTo(200);
        }

        assertThat(MODEL.requests())
                .anyMatch(request -> request.path().contains("/chat"))
                .extracting(FakeRequest::headers)
                .allSatisfy(headers -> assertThat(headers.toString())
                        .doesNotContainIgnoringCase("x-stack-secret")
                        .doesNotContain(SECRET));
    }

    @Test
    void asksForNothingOnTheManagementPort() throws Exception {
        try (ProxyClient client = new ProxyClient(port);
                ProxyClient management = new ProxyClient(managementPort)) {
            client.ask(false);
            // the alert StackSecretRefused counts these
            assertThat(management.get("/actuator/prometheus").body().lines())
                    .anyMatch(line -> line.startsWith("http_server_requests_seconds_count{")
                            && line.contains("status=\"403\"")
                            && line.contains("uri=\"UNKNOWN\""));
            assertThat(management.get("/actuator/health/readiness").statusCode())
                    .isEqualTo(200);
        }
    }
}
