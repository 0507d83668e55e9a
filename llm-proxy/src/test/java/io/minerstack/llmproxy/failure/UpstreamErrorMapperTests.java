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
    void asksForNoPauseWhereOneRequestHasTooLittleTime() {
        UpstreamException failure = mapper.response(503, "7", bytes("{\"error\":{\"code\":\"deadline_too_short\"}}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.QUEUE_FULL);
        assertThat(failure.retryAfter()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // llama.cpp: mostlygeek/llama-swap#146
                "{'error':{'code':503,'message':'Loading model','type':'unavailable_error'}}",
                // canonical/inference-snaps#234
                "{'message':'Loading model','type':'unavailable_error','code':503}",
                // Hugging Face: openinterpreter/openinterpreter#540
                "{'error':'Model meta-llama/Llama-2-7b is currently loading','estimated_time':20.0}",
                "{'detail':'The model m is still being loaded'}"
            })
    void waitsForAModelThatIsBeingLoaded(String body) {
        UpstreamException failure = mapper.response(503, null, bytes(body.replace('\'', '"')));

        assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error':{'message':'Engine is dead'}}", "{'error':'failed to load model'}", "loaded", ""})
    void takesAnother503ForAnErrorOfTheServer(String body) {
        UpstreamException failure = mapper.response(503, null, bytes(body.replace('\'', '"')));

        assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_ERROR);
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
                // crewAIInc/crewAI#783, songquanpeng/one-api#1764: Groq blocked the organization
                "400 | {'error':{'message':'Organization has been restricted. Please reach out to support if you"
                        + " believe this was in error.','code':'organization_restricted'}}"
                        + " | MISCONFIGURED | ACCOUNT",
                // Groq: nobody of the organization accepted the terms of the model
                "400 | {'error':{'message':'The model requires terms acceptance. Please have the org admin accept the"
                        + " terms.','type':'invalid_request_error','code':'model_terms_required'}}"
                        + " | MISCONFIGURED | ACCOUNT",
                "400 | {'error':{'message':'The project you are requesting has been archived and is not accessible',"
                        + "'code':'project_archived'}} | MISCONFIGURED | ACCOUNT",
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

    /** A status without a row of its own passes with time: TGI's 424, Groq's 498, nginx's 499, and others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "424 | {'error':'Request failed during generation: Server error: ','error_type':'generation'}"
                        + " | SERVER_ERROR",
                "424 | Failed Dependency | SERVER_ERROR",
                "498 | {'error':{'message':'Flex tier capacity exceeded','type':'flex'}} | OVERLOADED",
                "499 | {} | SERVER_ERROR",
                "421 | {} | SERVER_ERROR",
                "431 | <html></html> | SERVER_ERROR",
                "418 | {'error':{'message':'Your account is out of credits'}} | MISCONFIGURED",
                "403 | <!DOCTYPE html><html><title>Attention Required! | SERVER_ERROR",
                "403 | error code: 1020 | SERVER_ERROR",
                "403 | <html><body>Request blocked. Check your API key</body></html> | SERVER_ERROR"
            })
    void takesAnUnlistedStatusForTemporaryWithoutEvidence(int status, String body, FailureKind kind) {
        assertThat(mapper.response(status, null, bytes(body.replace('\'', '"'))).kind())
                .isEqualTo(kind);
    }

    /**
     * vyancharuk/nodejs-api-boilerplate#16 (OpenRouter), Anthropic, wwardaww/gnome-gemini-ai#22 (Gemini), Together,
     * Ollama, earendil-works/pi#2893 (an error inside an error), and paths that no server knows.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error':{'message':'No endpoints found for foo/bar.','code':404}} | MODEL",
                "{'type':'error','error':{'type':'not_found_error','message':'model: claude-foo'}} | MODEL",
                "[{'error':{'code':404,'message':'models/gemini-foo is not found for API version v1main, or is not"
                        + " supported for generateContent.','status':'NOT_FOUND'}}] | MODEL",
                "{'error':{'message':'Unable to access model foo.','type':'invalid_request_error',"
                        + "'code':'model_not_available'}} | MODEL",
                "{'error':{'message':'model \\'x\\' not found, try pulling it first','type':'api_error'}} | MODEL",
                "{'error':{'message':'{\\'error\\':{\\'message\\':\\'models/g is not found for API version v1\\'}}',"
                        + "'code':404}} | MODEL",
                "{'error':{'message':'Nothing here','param':'model'}} | MODEL",
                "{'detail':'Not Found'} | BASE_URL",
                "{} | BASE_URL",
                "404 page not found | BASE_URL",
                "{'error':{'message':'Invalid URL (POST /v1/chat)','type':'invalid_request_error'}} | BASE_URL",
                "{'error':{'message':'Unknown request URL: POST /v1/x. Please check.'}} | BASE_URL",
                "{'error':{'message':'No endpoints found matching your data policy'}} | "
            })
    void namesTheSettingOfA404(String body, @Nullable WrongSetting setting) {
        UpstreamException failure = mapper.response(404, null, bytes(body.replace('\'', '"')));

        assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(failure.wrongSetting()).isEqualTo(setting);
    }

    /** dnakov/anon-kode#2, zed-industries/zed#36094, Kilo-Org/kilocode#9006: OpenRouter refuses a field with 404. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "No endpoints found that support tool use. To learn more about provider routing, visit: https://x",
                "No endpoints found that support the provided 'tool_choice' value.",
                "No endpoints found that support image input",
                "No endpoints found that can handle the requested parameters."
            })
    void takesA404AboutAFieldForARefusal(String message) {
        assertThat(mapper.response(404, null, bytes("{\"error\":{\"message\":\"" + message + "\",\"code\":404}}"))
                        .kind())
                .isEqualTo(FailureKind.REJECTED);
    }

    /**
     * What the model wrote, or the caller, says nothing about our key or account. Shapes: amurex-backend#38 and
     * Bklieger/infinite-bookshelf#42 (Groq), vLLM's list of pydantic as text, pydantic's own text, TGI, FastAPI.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':{'message':'Failed to generate JSON. Please adjust your prompt.',"
                        + "'type':'invalid_request_error',"
                        + "'code':'json_validate_failed','failed_generation':'To get an API key, log in with your"
                        + " credentials and check billing MODELTEXT'}}",
                "{'error':{'message':'[{`type`: `string_type`, `loc`: (`body`, `messages`), `msg`: `Input should be a"
                        + " valid string`, `input`: `my billing MODELTEXT`}]','type':'Bad Request','code':400}}",
                "{'error':{'message':'1 validation error: content [type=string_type, input_value=my API key MODELTEXT,"
                        + " input_type=str]','code':400}}",
                "{'error':{'message':'{\\'error\\':{\\'message\\':\\'No JSON\\',\\'failed_generation\\':"
                        + "\\'check billing MODELTEXT\\'}}','code':400}}",
                "{'error':{'message':'provider said: {\\'error\\':{\\'message\\':\\'No\\',\\'failed_generation\\':"
                        + "\\'your billing MODELTEXT\\'}} end','code':400}}",
                "{'error':'Tool error','error_type':'tool_error','output':'your credentials MODELTEXT'}",
                "{'detail':[{'type':'extra','msg':'Extra inputs','input':{'content':'an API key MODELTEXT'}}]}",
                "Failed to parse input at pos 0: my billing MODELTEXT"
            })
    void neitherBelievesNorLogsWhatTheModelOrTheCallerWrote(String template) {
        String body = template.replace('\'', '"').replace('`', '\'');
        for (int status : new int[] {400, 422}) {
            UpstreamException failure = mapper.response(status, null, bytes(body));

            assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
            assertThat(failure.getMessage()).doesNotContain("MODELTEXT", "billing", "credentials");
        }
        assertThat(mapper.event(JSON.readTree("{\"status\":400,\"error\":" + JSON.writeValueAsString(body) + "}"))
                        .kind())
                .isNotEqualTo(FailureKind.MISCONFIGURED);
    }

    /** A sentence that quotes the request is not believed about the key or the account. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid value: 'my billing'. Supported values are: 'a'.",
                "attempted to call tool 'reset_credentials' which was not in request.tools",
                "Unexpected content \\\"my API key\\\" at 7",
                "The tool `payment` has no parameters"
            })
    void believesNoSentenceThatQuotesTheRequest(String message) {
        assertThat(mapper.response(400, null, bytes("{\"error\":{\"message\":\"" + message + "\"}}"))
                        .kind())
                .isEqualTo(FailureKind.REJECTED);
    }

    /** The words outside of quotation marks, and codes, are the server's own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error':{'message':'You don^t have enough credits, it^s empty.'}} | ACCOUNT",
                "{'error':{'message':'No: \\'x\\'','code':'insufficient_quota'}} | ACCOUNT",
                "{'error':{'message':'Incorrect API key provided: \\'sk\\'.'}} | API_KEY",
                // musistudio/claude-code-router#583: words of a relay before the error of the server
                "{'error':{'message':'Error from provider(400): {\\'error\\':{\\'message\\':\\'Your credit balance"
                        + " is too low\\'}}','code':'provider_response_error'}} | ACCOUNT",
                "{'error':{'message':'x','status':'INVALID_ARGUMENT','details':[{'reason':'API_KEY_INVALID'}]}}"
                        + " | API_KEY"
            })
    void believesTheServersOwnWords(String body, WrongSetting setting) {
        assertThat(mapper.response(400, null, bytes(body.replace('\'', '"').replace('^', '\'')))
                        .wrongSetting())
                .isEqualTo(setting);
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
