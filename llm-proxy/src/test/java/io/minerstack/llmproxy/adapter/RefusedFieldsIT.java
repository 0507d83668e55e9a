package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.exchange.ExchangeSettings;
import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.exchange.UpstreamClient;
import io.minerstack.llmproxy.exchange.UpstreamEndpoint;
import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.ChunkReader;
import io.minerstack.llmproxy.tracing.AttemptTracer;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What we added to a request is refused: the request goes once more without it, and the lesson is remembered. */
class RefusedFieldsIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONG = Duration.ofSeconds(10);

    private final FakeModel model = FakeModel.start(0, "a-model");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final UpstreamClient client = client();

    @AfterEach
    void close() {
        model.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the word in a sentence (NousResearch/hermes-agent#12404)
                "400 | temperature | {`error`:{`message`:`invalid temperature: only 1 is allowed for this model`}}",
                // param (OpenHands/software-agent-sdk#1083)
                "400 | temperature | {`error`:{`message`:`Only the default (1) value is"
                        + " supported.`,`param`:`temperature`}}",
                // loc of FastAPI, the name nowhere else (gpustack/gpustack#429)
                "400 | stream_options | {`detail`:[{`type`:`extra_forbidden`,`loc`:[`body`,`stream_options`],"
                        + "`msg`:`Extra inputs are not permitted`,`input`:{`include_usage`:true,`temperature`:1}}]}",
                // Mistral nests the list in the message (nomtek/mistralai_client_dart#44)
                "422 | stream_options | {`object`:`error`,`message`:{`detail`:[{`type`:`extra_forbidden`,"
                        + "`loc`:[`body`,`stream_options`,`include_usage`],`msg`:`Extra inputs are not permitted`}]}}",
                // Google's array, the field in the sentence (yym68686/ChatGPT-Telegram-Bot#101)
                "400 | stream_options | [{`error`:{`code`:400,`status`:`INVALID_ARGUMENT`,"
                        + "`message`:`Invalid JSON payload received. Unknown name \\`stream_options\\`:"
                        + " Cannot find field.`}}]",
                // a capital letter
                "400 | temperature | {`error`:{`message`:`Temperature must be 1 for this model.`}}",
                // an argument that the server's code does not take, told as a crash
                "500 | stream_options | {`error`:{`message`:`create() got an unexpected keyword argument"
                        + " stream_options`,`type`:`server_error`}}",
                "501 | temperature | {`detail`:`temperature is not supported`}",
                // told in a 200, before the answer
                "200 | temperature | {`error`:{`code`:400,`message`:`temperature is out of range`}}",
                "200 | temperature | {`error`:{`message`:`Unsupported parameter: temperature`}}",
                // a bare string
                "400 | temperature | {`error`:`temperature is not a valid parameter`}"
            })
    void asksOnceMoreWithoutTheFieldAndRemembersIt(int status, String field, String body) {
        model.next(FakeResponse.withBody(
                status, "application/json", body.replace("\\`", "'").replace('`', '"')));

        ask("{}");
        ask("{}");

        assertThat(bodies()).hasSize(3);
        assertThat(bodies().get(0).has(field)).isTrue();
        assertThat(bodies().get(1).has(field)).isFalse();
        assertThat(bodies().get(2).has(field)).as("remembered").isFalse();
        assertThat(bodies().get(1).has("max_tokens")).isTrue();
        assertThat(bodies().get(1).has("stream")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"{}, 100", "{\"max_tokens\":7}, 7"})
    void renamesTheOutputLimit(String request, int limit) {
        // without param (caozhiyuan/copilot-api#164)
        model.next(refusing(
                400,
                "Unsupported parameter: 'max_tokens' is not supported with this model."
                        + " Use 'max_completion_tokens' instead."));

        ask(request);

        assertThat(bodies().get(1).path("max_completion_tokens").asInt()).isEqualTo(limit);
        assertThat(bodies().get(1).has("max_tokens")).isFalse();
    }

    @Test
    void leavesOutALimitOfOursThatIsTooLargeUnderBothNames() {
        model.next(
                refusing(400, "max_tokens must be less than or equal to 50"),
                refusing(400, "max_completion_tokens must be less than or equal to 50"));

        ask("{}");

        assertThat(bodies().get(2).has("max_tokens")).isFalse();
        assertThat(bodies().get(2).has("max_completion_tokens")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // ChatGPTNextWeb/NextChat#3195
                "400 | max_tokens is too large: 100. This model supports at most 80 completion tokens,"
                        + " whereas you provided 100.",
                // Gitlawb/openclaude#331
                "400 | The parameter `max_tokens` specified in the request are not valid: integer above maximum value,"
                        + " expected a value <= 80, but got 100 instead.",
                // Groq: the words speak of the context, too
                "400 | `max_tokens` must be less than or equal to `80`, the maximum value for `max_tokens` is less"
                        + " than the `context_window` for this model",
                // DeepSeek, DashScope
                "400 | Invalid max_tokens value, the valid range of max_tokens is [1, 80]",
                // Anthropic
                "400 | max_tokens: 100 > 80, which is the maximum allowed number of output tokens for the model",
                // Gitlawb/openclaude#1125: the status of an empty account
                "402 | This request requires more credits, or fewer max_tokens. You requested up to 100 tokens, but can"
                        + " only afford 80. To increase, visit https://openrouter.ai/settings/credits"
            })
    void asksForTheLongestAnswerThatTheServerAcceptsAndRemembersIt(int status, String message) {
        model.next(refusing(status, message));

        ask("{}");
        ask("{}");

        assertThat(bodies())
                .extracting(body -> body.path("max_tokens").asInt())
                .as("asked once more, then remembered")
                .containsExactly(100, 80, 80);
    }

    /** A server that has begun its stream tells the refusal in the stream, or in a whole JSON body with status 200. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // anomalyco/opencode#40770
                "data: {`error`:{`code`:`invalid_parameter_error`,`param`:null,`message`:`Range of max_tokens should be"
                        + " [1, 80]`,`type`:`invalid_request_error`},`id`:`chatcmpl-4c7`}\n\n",
                // musistudio/claude-code-router#1327
                "event:error\ndata:{`code`:`InvalidParameter`,`message`:`<400> InternalError.Algo.InvalidParameter:"
                        + " Range of max_tokens should be [1, 80]`,`request_id`:`fc65a002`}\n\n",
                // sgl-project/sglang#12081, its form, behind the chunk of the role
                "data: {`choices`:[{`index`:0,`delta`:{`role`:`assistant`,`content`:``},`finish_reason`:null}]}\n\n"
                        + "data: {`error`:{`object`:`error`,`message`:`max_tokens must be at most 80`,"
                        + "`type`:`BadRequestError`,`param`:null,`code`:400}}\n\n",
                // deepseek-ai/DeepSeek-V3#69, as a whole body
                "{`error`:{`message`:`Invalid max_tokens value, the valid range of max_tokens is [1, 80]`,"
                        + "`type`:`invalid_request_error`,`param`:null,`code`:`invalid_request_error`}}"
            })
    void asksForTheAcceptedLimitWhereTheRefusalIsToldInA200(String body) {
        String type = body.startsWith("{") ? "application/json" : "text/event-stream";
        model.next(FakeResponse.withBody(200, type, body.replace('`', '"')));

        ask("{}");
        ask("{}");

        assertThat(bodies())
                .extracting(sent -> sent.path("max_tokens").asInt())
                .as("asked once more, then remembered")
                .containsExactly(100, 80, 80);
    }

    @Test
    void keepsTheCallersLimitWhereTheServerAcceptsLess() {
        model.next(refusing(400, "This model supports at most 80 completion tokens, whereas you provided 90."));

        assertThatThrownBy(() -> ask("{\"max_tokens\":90}")).isInstanceOf(UpstreamException.class);

        assertThat(bodies()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Insufficient Balance", "You can only afford 3 of max_tokens", "can only afford 100"})
    void asksAnEmptyAccountOnce(String message) {
        model.next(refusing(402, message));

        assertThatThrownBy(() -> ask("{}")).isInstanceOf(UpstreamException.class);

        assertThat(bodies()).hasSize(1);
    }

    @Test
    void leavesOutOurLimitForThisPromptOnlyWhereBothTogetherAreTooLong() {
        // stepfun-ai/Step-Audio-R1#3
        model.next(refusing(
                400,
                "'max_tokens' or 'max_completion_tokens' is too large: 100. This model's maximum"
                        + " context length is 4096 tokens and your request has 4050 input tokens."));

        ask("{}");
        ask("{}");

        assertThat(bodies().get(1).has("max_tokens")).isFalse();
        assertThat(bodies().get(2).has("max_tokens")).isTrue();
    }

    @Test
    void readsAWholeCompletionWhereStreamsAreRefused() {
        // RooCodeInc/Roo-Code#6868
        FakeResponse whole = FakeResponse.withBody(200, "application/json", """
                {"id":"c1","object":"chat.completion","created":1760000000,"model":"m","choices":[{"index":0,
                 "message":{"role":"assistant","content":"Paris."},"finish_reason":"stop"}]}""");
        model.next(refusing(400, "Your organization must be verified to stream this model."), whole, whole);

        assertThat(ask("{}")).isEqualTo("Paris.");
        assertThat(ask("{}")).isEqualTo("Paris.");

        assertThat(bodies()).hasSize(3);
        assertThat(bodies().get(1).path("stream").asBoolean(false)).isFalse();
        assertThat(bodies().get(1).has("stream_options")).isFalse();
        assertThat(bodies().get(2).path("stream").asBoolean(false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Streaming is not supported for this model.",
                "The model is unsupported for streaming",
                "Stream mode is not allowed"
            })
    void asksForNoStreamWhereTheRefusalSpeaksOfStreaming(String message) {
        model.next(refusing(400, message));

        ask("{}");

        assertThat(bodies().get(1).path("stream").asBoolean(false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"An unexpected error occurred while streaming", "upstream: temperature of the GPU too high"})
    void changesNothingAfterAnErrorOfTheServerItself(String message) {
        model.always(refusing(500, message));

        assertThatThrownBy(() -> ask("{}")).isInstanceOf(UpstreamException.class);
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void changesNothingAfterTheAnswerBegan() {
        model.always(FakeResponse.stream(List.of(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Par\"},\"finish_reason\":null}]}",
                "{\"error\":{\"code\":400,\"message\":\"temperature is not supported\"}}")));

        assertThatThrownBy(() -> ask("{}")).isInstanceOf(UpstreamException.class);
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void learnsSeveralFieldsOneAfterTheOther() {
        model.next(
                refusing(400, "Unknown parameter: 'stream_options'."),
                refusing(400, "Unsupported value: 'temperature' does not support 0.7 with this model."));

        ask("{}");

        assertThat(bodies()).hasSize(3);
        assertThat(bodies().get(2).has("stream_options")).isFalse();
        assertThat(bodies().get(2).has("temperature")).isFalse();
    }

    @Test
    void keepsTheFieldsOnWhichTheCallerInsists() {
        model.always(refusing(400, "Unsupported value: 'temperature' does not support 0.2 with this model."));

        assertThatThrownBy(() -> ask("{\"temperature\":0.2}")).isInstanceOf(UpstreamException.class);
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void leavesOutAFieldThatTheCallerDeclaredOptional() {
        model.next(refusing(400, "property 'seed' is unsupported"));

        ask("{\"seed\":1,\"temperature\":0.2}", "seed", "temperature");

        assertThat(bodies().get(1).has("seed")).isFalse();
        assertThat(bodies().get(1).path("temperature").asDouble()).isEqualTo(0.2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // lmstudio-ai/lmstudio-bug-tracker#307
                "{`error`:`'response_format.type' must be 'json_schema'`}",
                // t59688/arboris-novel#23, LoadShine/tada#16
                "{`error`:`'response_format.type' must be 'json_schema' or 'text'`}",
                // epuerta9/deep-research-py#19: the path in param
                "{`error`:{`message`:`Invalid value: 'object'. Supported values are: 'json_schema', and 'text'.`,"
                        + "`type`:`invalid_request_error`,`param`:`response_format.type`,`code`:`invalid_value`}}",
                // openai/openai-python#2296: a path of JSON
                "{`error`:{`message`:`Validation error at #/response_format/type: Input should be 'json_schema'`}}",
                // router-for-me/CLIProxyAPI#2352
                "{`detail`:`Unsupported parameter: response_format`}"
            })
    void leavesOutAnOptionalFieldThatIsNamedByAPath(String body) {
        model.next(FakeResponse.withBody(400, "application/json", body.replace('`', '"')));

        ask("{\"response_format\":{\"type\":\"json_object\"}}", "response_format");
        ask("{\"response_format\":{\"type\":\"json_object\"}}", "response_format");

        assertThat(bodies())
                .extracting(sent -> sent.has("response_format"))
                .as("asked once more, then remembered")
                .containsExactly(true, false, false);
    }

    @Test
    void endsWhereEverythingIsRefused() {
        model.always(refusing(400, "stream stream_options temperature max_tokens max_completion_tokens"));

        assertThatThrownBy(() -> ask("{}")).isInstanceOf(UpstreamException.class);
        assertThat(bodies()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void doesNotAskAgainAboutAPromptThatIsTooLong() {
        model.always(refusing(400, "This model's maximum context length is 4096 tokens, your messages have 5000."));

        assertThatThrownBy(() -> ask("{}")).isInstanceOf(UpstreamException.class);
        assertThat(bodies()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // vllm-project/vllm#2964, BerriAI/litellm#4377, abetlen/llama-cpp-python#1580: gemma
                "400 | System role not supported",
                "400 | litellm.BadRequestError: OpenAIException - System role not supported",
                // OpenSecretCloud/opensecret#120, TGI
                "400 | Conversation roles must alternate user/assistant/user/assistant/...",
                "400 | Conversation roles should be alternating",
                "422 | unknown variant `system`, expected `user` or `assistant`",
                "400 | Value 'system' is not one of ['user', 'assistant'] - 'messages.0.role'",
                "400 | Please ensure that multiturn requests alternate between user and model",
                "422 | Template error: Conversation roles must alternate user/assistant/user/assistant/...",
                // Mintplex-Labs/anything-llm#2914, anomalyco/opencode#5034
                "400 | Only user and assistant roles are supported!",
                "400 | Only user, assistant and tool roles are supported, got system",
                "500 | After the optional system message, conversation roles must alternate user and assistant roles",
                // 0xPlaygrounds/rig#788: the cause without the word role
                "400 | Developer instruction is not enabled for models/gemma-3-27b-it",
                // tailcallhq/forgecode#1177
                "400 | Unsupported value: 'messages[0].role' does not support 'system' with this model.",
                // microsoft/semantic-kernel#10281: Bedrock
                "400 | A conversation must alternate between user and assistant roles.",
                "200 | Error rendering prompt with jinja template: System role not supported"
            })
    void putsTheTextOfTheSystemIntoTheFirstUserMessageAndRemembersIt(int status, String message) {
        model.next(refusing(status, message));
        String messages = "{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Hello\"},{\"role\":\"user\",\"content\":\"Who?\"}]}";

        ask(messages);
        ask(messages);

        assertThat(bodies()).hasSize(3);
        assertThat(bodies().get(1).path("messages"))
                .isEqualTo(JSON.readTree("[{\"role\":\"user\",\"content\":\"Be brief.\\n\\nHello\\n\\nWho?\"}]"));
        assertThat(bodies().get(2).path("messages"))
                .as("remembered")
                .isEqualTo(bodies().get(1).path("messages"));
        assertThat(bodies().get(1).has("temperature")).isTrue();
    }

    @Test
    void asksOnceWhereTheMessagesHaveNoRoleToMerge() {
        model.always(refusing(400, "Conversation roles must alternate user/assistant/user/assistant/..."));

        assertThatThrownBy(() -> ask("{}")).isInstanceOf(UpstreamException.class);

        assertThat(bodies()).hasSize(1);
    }

    @Test
    void asksOnceWhereThePromptLeavesNoRoomForAnAnswer() {
        // vllm-project/vllm#4667
        model.always(FakeResponse.withBody(
                400,
                "application/json",
                "{\"object\":\"error\",\"message\":\"max_tokens must be at least 1, got -186.\","
                        + "\"type\":\"BadRequestError\",\"code\":400}"));

        assertThatThrownBy(() -> ask("{}"))
                .isInstanceOfSatisfying(UpstreamException.class, refusal -> assertThat(refusal.isContextTooLong())
                        .isTrue());

        assertThat(bodies()).hasSize(1);
    }

    @Test
    void forgetsAfterTenMinutes() {
        model.next(refusing(400, "temperature is unsupported"));
        ask("{}");

        now = now.plus(Duration.ofMinutes(11));
        ask("{}");

        assertThat(bodies().get(1).has("temperature")).isFalse();
        assertThat(bodies().get(2).has("temperature")).isTrue();
    }

    private List<JsonNode> bodies() {
        return model.requests().stream().map(FakeRequest::body).toList();
    }

    private static @Nullable String content(Chunk chunk) {
        return chunk.delta() == null ? null : chunk.delta().content();
    }

    private static FakeResponse refusing(int status, String message) {
        return FakeResponse.withBody(
                status,
                "application/json",
                JSON.createObjectNode()
                        .set("error", JSON.createObjectNode().put("message", message))
                        .toString());
    }

    private String ask(String fields, String... optional) {
        ObjectNode request = (ObjectNode) JSON.readTree("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        request.setAll((ObjectNode) JSON.readTree(fields));
        RequestContext context =
                new RequestContext(new RequestId("r-1"), new Tenant("alice"), new Deadline(Instant.EPOCH), null);
        return Objects.requireNonNull(client.complete(
                        new CallerRequest(request, Set.of(optional)), null, context, new FirstTokenTimeout(LONG, true))
                .mapNotNull(RefusedFieldsIT::content)
                .collect(Collectors.joining())
                .block(LONG));
    }

    private UpstreamClient client() {
        UpstreamErrorMapper errors = new UpstreamErrorMapper(JSON, clock);
        return new UpstreamClient(
                new UpstreamEndpoint(URI.create(model.url() + "/v1"), null, false, false),
                new RequestAdapter(
                        Dialect.vllm("max_tokens"),
                        "a-model",
                        new RequestDefaults(100, 0.7),
                        new LearnedRequestForm("test", clock)),
                new UpstreamTimeouts(LONG, LONG, LONG, LONG),
                new ExchangeSettings(
                        new ChunkReader(JSON, errors),
                        errors,
                        new ProviderMeters(new SimpleMeterRegistry(), "test", "a-model"),
                        (context, promptBytes, maxTokens, exchange) -> exchange.chunks(() -> {}),
                        AttemptTracer.none(),
                        1 << 20,
                        Duration.ofMillis(100)),
                HttpClient.create(),
                JSON);
    }
}
