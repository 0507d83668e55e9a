package io.minerstack.llmproxy.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.SingleProviderSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What reaches the caller of an error that the upstream answered. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorResponseIT extends SingleProviderSetup {

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void answers503WithoutTheUpstreamsPage(boolean stream) {
        MODEL.always(FakeResponse.withBody(503, "text/html", "<h1>secret upstream page</h1>"));

        ProxyReply reply = client.ask(stream);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.errorCode()).isEqualTo("unavailable");
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(reply.response().body()).doesNotContain("secret");
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void doesNotShowTheKeyThatTheUpstreamRejected() {
        MODEL.always(
                FakeResponse.withBody(401, "application/json", "{\"error\":{\"message\":\"bad key vllm-test-key\"}}"));

        ProxyReply reply = client.ask(false);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.response().body()).doesNotContain("key");
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    /** With {@code LOG_LEVEL=WARNING}, the reason must be in the log, and not once for each request. */
    @Test
    void warnsOfTheSameRefusalOnce(CapturedOutput output) {
        MODEL.always(FakeResponse.withBody(
                400, "application/json", "{\"error\":{\"message\":\"The tokenizer\\nhas no template\"}}"));

        client.ask(false);
        client.ask(false);

        assertThat(output.getAll().lines().filter(line -> line.contains("The tokenizer has no template")))
                .hasSize(2)
                .filteredOn(line -> line.contains("WARN"))
                .hasSize(1);
    }

    @Test
    void recognizesVllmsMessageForAContextThatIsTooLong() {
        MODEL.always(FakeResponse.withBody(400, "application/json", """
                {"error":{"message":"This model's maximum context length is 8192 tokens.",
                          "type":"BadRequestError","param":null,"code":400}}"""));

        ProxyReply reply = client.ask(false);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("context_length_exceeded");
        assertThat(reply.error().path("message").asString()).contains("8192");
        assertThat(MODEL.attempts()).isEqualTo(1);
    }
}
