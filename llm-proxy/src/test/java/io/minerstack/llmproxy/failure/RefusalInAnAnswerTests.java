package io.minerstack.llmproxy.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** An error inside a 200 is the same refusal as a response with a status. */
class RefusalInAnAnswerTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final UpstreamErrorMapper mapper = new UpstreamErrorMapper(JSON, Clock.systemUTC());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // anomalyco/opencode#40770
                "400 | REJECTED | {'code':'invalid_parameter_error','param':null,'message':'Range of max_tokens should"
                        + " be [1, 2048]','type':'invalid_request_error'}",
                // openclaw/clawrouter#101
                "400 | REJECTED | {'message':'invalid request','type':'invalid_request','code':400}",
                // sgl-project/sglang#12081
                "400 | REJECTED | {'object':'error','message':'The input (5000 tokens) is longer than the model\\u0027s"
                        + " context length (4096 tokens).','type':'BadRequestError','param':null,'code':400}",
                // QuantumNous/new-api#6643
                "429 | RATE_LIMITED | {'message':'rate limited','code':'rate_limit_exceeded'}",
                // caidaoli/ccLoad#69
                "429 | RATE_LIMITED | {'type':'rate_limit_error','message':'Concurrency limit exceeded for account,"
                        + " please retry later'}",
                // BerriAI/litellm#5803: the status as text
                "429 | RATE_LIMITED | {'message':'Slow down.','type':null,'param':null,'code':'429'}",
                // farzaa/clicky#132
                "498 | OVERLOADED | {'type':'overloaded_error','message':'Overloaded'}",
                "401 | MISCONFIGURED | {'message':'Incorrect API key provided.','type':'invalid_request_error',"
                        + "'code':'invalid_api_key'}",
                "404 | MISCONFIGURED | {'message':'The model does not exist.','type':'invalid_request_error',"
                        + "'code':'model_not_found'}"
            })
    void isTheSameAsWithAStatus(int status, FailureKind kind, String error) {
        String json = error.replace('\'', '"');

        UpstreamException inside = mapper.event(JSON.readTree(json));
        UpstreamException outside =
                mapper.response(status, null, ("{\"error\":" + json + "}").getBytes(StandardCharsets.UTF_8));

        assertThat(inside.kind()).isEqualTo(kind).isEqualTo(outside.kind());
        assertThat(inside.wrongSetting()).isEqualTo(outside.wrongSetting());
        assertThat(inside.isContextTooLong()).isEqualTo(outside.isContextTooLong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'message':'An unexpected error occurred while streaming'}",
                "{'message':'engine died','code':500}",
                "{'message':'internal error','type':'server_error','code':'internal'}"
            })
    void isNoRefusalWhereTheServerItselfFails(String error) {
        assertThat(mapper.event(JSON.readTree(error.replace('\'', '"'))).kind())
                .isEqualTo(FailureKind.INVALID_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'invalid_request_error','message':'Failed to call a function.'}"})
    void isNoRefusalBehindAPartOfTheAnswer(String error) {
        UpstreamException refusal = mapper.event(JSON.readTree(error.replace('\'', '"')));

        assertThat(refusal.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(refusal.inMidAnswer().kind()).isEqualTo(FailureKind.INVALID_RESPONSE);
    }
}
