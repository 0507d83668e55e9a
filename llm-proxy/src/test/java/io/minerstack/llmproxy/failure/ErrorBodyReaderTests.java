package io.minerstack.llmproxy.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ErrorBodyReaderTests {

    private final ErrorBodyReader reader = new ErrorBodyReader(JsonMapper.shared());

    @Test
    void readsOpenAisEnvelope() {
        UpstreamError error = read("""
                {"error":{"message":"No.","type":"invalid_request_error","param":"stop","code":"invalid_value"}}""");

        assertThat(error).isEqualTo(new UpstreamError("No.", "invalid_request_error", "stop", "invalid_value"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"No.\",\"code\":400} | ",
                "{\"message\":\"The maximum context length is 8192 tokens.\",\"code\":400} | context_length_exceeded",
                "{\"error\":{\"message\":\"prompt exceeds max_model_len\"}} | context_length_exceeded"
            })
    void findsTheCodeInVllmsMessages(String body, @Nullable String code) {
        assertThat(read(body).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<h1>Bad Gateway</h1>", "[1]", "\"text\"", "{\"error\":\"text\"}", "{\"error\":{}}"})
    void readsAnyOtherBodyAsAGeneralError(String body) {
        assertThat(read(body))
                .isEqualTo(new UpstreamError("The model server did not accept the request.", null, null, null));
    }

    @Test
    void cutsALongMessage() {
        assertThat(read("{\"message\":\"" + "x".repeat(5_000) + "\"}").message())
                .hasSize(1_000);
    }

    private UpstreamError read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
