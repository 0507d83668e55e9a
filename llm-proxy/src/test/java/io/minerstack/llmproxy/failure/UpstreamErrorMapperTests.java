package io.minerstack.llmproxy.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.secret.Secret;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class UpstreamErrorMapperTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final UpstreamErrorMapper mapper =
            new UpstreamErrorMapper(JSON, Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "400, , REJECTED",
        "413, , REJECTED",
        "422, , REJECTED",
        "429, , RATE_LIMITED",
        "429, 7, RATE_LIMITED",
        "503, , SERVER_ERROR",
        "503, 7, OVERLOADED",
        "503, soon, SERVER_ERROR",
        "500, , SERVER_ERROR",
        "500, 7, SERVER_ERROR",
        "502, , SERVER_ERROR",
        "408, , SERVER_ERROR",
        "409, , SERVER_ERROR",
        "425, , SERVER_ERROR",
        "301, , MISCONFIGURED",
        "401, , MISCONFIGURED",
        "403, , MISCONFIGURED",
        "404, , MISCONFIGURED"
    })
    void mapsTheStatus(int status, @Nullable String retryAfter, FailureKind kind) {
        UpstreamException failure = mapper.response(status, retryAfter, bytes("{}"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage("status " + status);
        assertThat(failure.retryAfter()).isEqualTo("7".equals(retryAfter) ? Duration.ofSeconds(7) : null);
    }

    @Test
    void doesNotRetryAnEmptyAccount() {
        UpstreamException failure = mapper.response(429, "7", bytes("{\"error\":{\"code\":\"insufficient_quota\"}}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(failure.retryAfter()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Google: a wrong key, with the status 400 and an array
                "400 | [{'error':{'code':400,'message':'API key not valid. Please pass a valid API key.',"
                        + "'status':'INVALID_ARGUMENT','details':[{'reason':'API_KEY_INVALID'}]}}]"
                        + " | MISCONFIGURED | API_KEY",
                // anthropics/claude-code#4684
                "400 | {'type':'error','error':{'type':'invalid_request_error','message':'Your credit"
                        + " balance is too low"
                        + " to access the Anthropic API. Please go to Plans & Billing to upgrade or"
                        + " purchase credits.'}}"
                        + " | MISCONFIGURED | ACCOUNT",
                // HunorLaczko/ha-groq-cloud-api#27
                "413 | {'error':{'message':'Request too large for model x on tokens per minute (TPM): Limit 6000,"
                        + " Requested 12328. Upgrade at https://console.groq.com/settings/billing','type':'tokens',"
                        + "'code':'rate_limit_exceeded'}} | RATE_LIMITED | ",
                // continuedev/continue#9853
                // Anthropic: a spent limit of use has the status 400
                "400 | {'type':'error','error':{'type':'invalid_request_error','message':'You have reached your"
                        + " specified API usage limits. You will regain access on 2026-01-01.'}}"
                        + " | MISCONFIGURED | ACCOUNT",
                // Alishahryar1/free-claude-code#1543
                "403 | {'message':'User credit limit is insufficient','code':'insufficient_user_quota'}"
                        + " | MISCONFIGURED | ACCOUNT",
                // monarch-initiative/dismech#11691
                "401 | {'error':{'message':'You exceeded your current quota','type':'insufficient_quota','code':401}}"
                        + " | MISCONFIGURED | ACCOUNT",
                // OpenHands/software-agent-sdk#4936
                "429 | {'error':{'message':'Limit of the team plan','code':'usage_limit_reached'}}"
                        + " | MISCONFIGURED | ACCOUNT",
                "429 | {'error':{'code':'1113','message':'\u4f59\u989d\u4e0d\u8db3'}} | MISCONFIGURED | ACCOUNT",
                "400 | {'error':{'message':'User location is not supported for the API use.'}}"
                        + " | MISCONFIGURED | API_KEY",
                "400 | {'error':{'message':'The model x has been decommissioned and is no longer supported.'}}"
                        + " | MISCONFIGURED | MODEL",
                "400 | {'error':'No models loaded. Please load a model in the developer page.'}"
                        + " | MISCONFIGURED | MODEL",
                "404 | {'error':{'code':'DeploymentNotFound','message':'The API deployment for this resource does not"
                        + " exist.'}} | MISCONFIGURED | MODEL",
                "400 | {'error':{'message':'Engine is overloaded','type':'engine_overloaded_error'}} | OVERLOADED | ",
                // a refusal of a field stays a refusal
                "400 | {'error':{'message':'temperature is deprecated for this model.'}} | REJECTED | ",
                "402 | Insufficient Balance | MISCONFIGURED | ACCOUNT",
                // alvinunreal/oh-my-opencode-slim#484: the account is empty, the status speaks of a limit
                "429 | {'error':{'message':'Insufficient balance.'}} | MISCONFIGURED | ACCOUNT",
                // a limit of a minute also speaks of a quota and of billing
                "429 | {'error':{'status':'RESOURCE_EXHAUSTED','message':'You exceeded your current quota, please check"
                        + " your plan and billing details. Please retry in 7s.'}} | RATE_LIMITED | ",
                "400 | {'error':{'message':'The model `x` does not exist','code':'model_not_found'}} |"
                        + " MISCONFIGURED | MODEL",
                "404 | {'object':'error','message':'The model x does not exist.','type':'NotFoundError'}"
                        + " | MISCONFIGURED | MODEL",
                "404 | <html>not found</html> | MISCONFIGURED | BASE_URL",
                "403 | {'error':{'message':'Your input was flagged','code':403,'metadata':{'reasons':['violence']}}}"
                        + " | REJECTED | ",
                "403 | {'error':{'message':'Country, region, or territory not supported'}} | MISCONFIGURED | API_KEY",
                "403 | {'error':{'message':'Rate limit exceeded: free-models-per-day'}} | RATE_LIMITED | ",
                "400 | {'error':{'message':'The response was filtered due to the prompt triggering Azure OpenAI content"
                        + " management policy.','param':'prompt','code':'content_filter'}} | REJECTED | ",
                // a schema of the caller may have a field billing
                "400 | {'error':{'message':'Invalid schema for response_format: billing is required.',"
                        + "'param':'response_format'}} | REJECTED | ",
                "400 | {'error':{'message':'messages must alternate between user and assistant'}} | REJECTED | "
            })
    void mapsARefusalByItsReason(int status, String body, FailureKind kind, @Nullable WrongSetting setting) {
        UpstreamException failure = mapper.response(status, null, bytes(body.replace('\'', '"')));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.wrongSetting()).isEqualTo(setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Your input was flagged", "Violates our content policy", "data_inspection_failed"})
    void tellsAContentPolicyByItsWords(String message) {
        assertThat(mapper.response(400, null, bytes("{\"error\":{\"message\":\"" + message + "\"}}"))
                        .isContentPolicy())
                .isTrue();
    }

    @Test
    void keepsTheServersReasonInOneLineWithoutSecrets() {
        UpstreamErrorMapper withKey = new UpstreamErrorMapper(JSON, Clock.systemUTC(), Secret.of("test-only"));
        String body = "{\"error\":{\"message\":\"Bad key test-only,\\nsk-abcdefgh and Bearer xyz. "
                + "word ".repeat(200) + "\"}}";

        assertThat(withKey.response(401, null, bytes(body)).getMessage())
                .startsWith("status 401: Bad key ***, *** and ***")
                .hasSizeLessThan(330)
                .doesNotContain("\n", "test-only", "abcdefgh", "xyz");
    }

    @Test
    void capsALongRetryAfter() {
        assertThat(mapper.response(429, "3600", bytes("")).retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    /** Any body gives a kind, whatever its shape, its bytes and the place where it was cut. */
    @Test
    void mapsAnyBody() {
        Random random = new Random(17);
        for (int round = 0; round < 2_000; round++) {
            byte[] body = random.nextBoolean()
                    ? bytes(RandomJson.value(random, 4))
                    : bytes("{\"error\":" + "[".repeat(random.nextInt(50)) + random.nextInt());
            body = Arrays.copyOf(body, random.nextInt(body.length + 1));
            UpstreamException failure = mapper.response(400 + random.nextInt(200), null, body);

            assertThat(failure.kind()).isNotNull();
            assertThat(failure.getMessage()).hasSizeLessThan(400).doesNotContain("\n");
            assertThat(failure.words().namedAmong(List.of("temperature"))).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void keepsTheReasonOfARejectionOnly() {
        byte[] body = bytes("{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}");

        assertThat(mapper.response(400, null, body).isContextTooLong()).isTrue();
        assertThat(mapper.response(401, null, body).error()).isNull();
        assertThat(mapper.response(500, null, bytes("{\"error\":{\"message\":\"No.\"}}"))
                        .error())
                .isNull();
    }

    /** Told as a crash by llama.cpp (ggml-org/llama.cpp#19774) and by relays. */
    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void recognizesAPromptThatIsTooLongWithAnyStatusOfAServerError(int status) {
        UpstreamException failure = mapper.response(status, null, bytes("""
                {"error":{"code":500,"message":"the request exceeds the available context size (4096 tokens)",
                          "type":"server_error"}}"""));

        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failure.isContextTooLong()).isTrue();
    }

    /** A server in front of the model server has a limit of its own, and no reason but the status. */
    @ParameterizedTest
    @ValueSource(strings = {"<html><title>413 Request Entity Too Large</title></html>", "", "{}"})
    void takesABodyThatIsTooLargeForAPromptThatIsTooLong(String body) {
        assertThat(mapper.response(413, null, bytes(body)).isContextTooLong()).isTrue();
    }

    @Test
    void mapsConnectionErrors() {
        assertThat(mapper.connection(new IOException("reset"), false).kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(mapper.connection(new IOException("reset"), true).kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        assertThat(mapper.connection(new TimeoutException(), false).kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(mapper.connection(new DecoderException("not HTTP"), false).kind())
                .isEqualTo(FailureKind.INVALID_RESPONSE);
    }

    @Test
    void keepsAFailureThatIsMappedAlready() {
        UpstreamException known = new UpstreamException(FailureKind.QUEUE_FULL, "test");

        assertThat(mapper.connection(known, true)).isSameAs(known);
    }

    @Test
    void mapsErrorEvents() {
        assertThat(mapper.event(JSON.readTree("{\"message\":\"engine died\",\"code\":500}"))
                        .kind())
                .isEqualTo(FailureKind.INVALID_RESPONSE);
        assertThat(mapper.event(JSON.readTree("{\"message\":\"maximum context length is 5\"}"))
                        .kind())
                .isEqualTo(FailureKind.REJECTED);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
