package io.minerstack.llmproxy.sse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.RandomJson;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ChunkReaderTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChunkReader reader = new ChunkReader(JSON, new UpstreamErrorMapper(JSON, Clock.systemUTC()));

    @Test
    void readsTheFieldsOfAnEvent() {
        Chunk chunk = read("""
                {"id":"c","object":"chat.completion.chunk","created":12,"model":"m","system_fingerprint":"f",
                 "choices":[{"index":0,"delta":{"content":"Hi","new":{"deep":[1,{"x":2}]}},
                             "logprobs":{"content":[]},"finish_reason":null,"token_ids":[1,2]}],
                 "usage":null}""");

        assertThat(chunk.head()).isEqualTo(new Chunk.Head("c", "m", 12, "f"));
        assertThat(requireNonNull(chunk.delta()).content()).isEqualTo("Hi");
        assertThat(chunk.hasToken()).isTrue();
        assertThat(chunk.finishReason()).isNull();
        assertThat(chunk.usage()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}",
                "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[]},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"delta\":null}]}",
                "{\"choices\":[{\"delta\":{\"content\":[]}}]}",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}",
                "{\"choices\":null}",
                // Azure: BerriAI/litellm#3276, microsoft/autogen#6465
                "{\"id\":\"\",\"choices\":[],\"created\":0,\"model\":\"\",\"prompt_filter_results\":[]}",
                "{\"id\":\"\",\"choices\":[{\"finish_reason\":null,\"index\":0,\"content_filter_offsets\":{}}]}",
                "{\"type\":\"ping\"}",
                "{\"error\":null,\"choices\":[]}",
                "{\"error\":\"\",\"code\":0,\"message\":\"\",\"choices\":[]}"
            })
    void findsNoTokenInAnEmptyEvent(String event) {
        assertThat(read(event).hasToken()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[DONE]", "null", ": OPENROUTER PROCESSING", "[]", " \n[DONE]\n"})
    void readsNothingFromAnEventThatSaysNothing(String event) {
        assertThat(chunks(event)).isEmpty();
    }

    /** What can't be read may have been a part of the answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"conte",
                "[1]",
                "\"text\"",
                "{\"id\":\"c\"",
                "nonsense",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]} {\"choi",
                "{\"choices\":{\"delta\":{}}}",
                "{\"choices\":[{\"delta\":\"text\"}]}",
                "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[7]}}]}"
            })
    void readsNoChunkFromOtherText(String event) {
        assertThat(reader.read(event.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    /**
     * TGI's eos_token (huggingface/text-generation-inference#2344), Gemini's capitals (QwenLM/qwen-code#9884), and the
     * words of Anthropic, Mistral and Together. Unknown words and those of an engine that gave up mean broken off
     * (vllm-project/vllm#57082, damianvtran/local-operator#223).
     */
    @ParameterizedTest
    @CsvSource({
        "'\"stop\"', stop, false",
        "'\"length\"', length, false",
        "'\"tool_calls\"', tool_calls, false",
        "'\"content_filter\"', content_filter, false",
        "'\"function_call\"', function_call, false",
        "'\"eos_token\"', stop, false",
        "'\"STOP\"', stop, false",
        "'\"MAX_TOKENS\"', length, false",
        "'\"end_turn\"', stop, false",
        "'\"model_length\"', length, false",
        "'\"SAFETY\"', content_filter, false",
        // NousResearch/hermes-agent#53610, HKUDS/Vibe-Trading#308, BerriAI/litellm#27139
        "'\"PROHIBITED_CONTENT\"', content_filter, false",
        "'\"BLOCKLIST\"', content_filter, false",
        "'\"SPII\"', content_filter, false",
        "'\"IMAGE_SAFETY\"', content_filter, false",
        "'\"IMAGE_PROHIBITED_CONTENT\"', content_filter, false",
        "'\"content_filter: SAFETY\"', content_filter, false",
        "'\"content_filter: PROHIBITED_CONTENT\"', content_filter, false",
        "'\"content_filter:OTHER\"', content_filter, false",
        "'\"FinishReason.SAFETY\"', content_filter, false",
        "'\"error: SAFETY\"', error_ SAFETY, true",
        "'\"FINISH_REASON_STOP\"', stop, false",
        "'\"FINISH_REASON_MAX_TOKENS\"', length, false",
        "'\"normal\"', stop, false",
        "'\"token_limit\"', length, false",
        "'\"guardrail_intervened\"', content_filter, false",
        "'{\"type\":\"stop\",\"matched\":7}', stop, false",
        "'\"abort\"', abort, true",
        "'\"error\"', error, true",
        "'\"cancelled\"', cancelled, true",
        // hyphens, blanks and camel case: the Vercel AI SDK's words (vercel/ai), and relays of Bedrock and Cohere
        "'\"tool-calls\"', tool_calls, false",
        "'\"content-filter\"', content_filter, false",
        "'\"end-turn\"', stop, false",
        "'\"endTurn\"', stop, false",
        "'\"MaxTokens\"', length, false",
        "'\"max tokens\"', length, false",
        "'\"Finish-Reason-Stop\"', stop, false",
        // the log shows other words as they came
        "'\"Engine-Dead now\"', Engine-Dead now, true",
        "'\"Network Error!\"', Network Error_, true",
        "'7', 7, true",
        "'true', true, true"
    })
    void readsTheFinishReason(String json, String value, boolean interrupted) {
        assertThat(read("{\"choices\":[{\"delta\":{},\"finish_reason\":" + json + "}]}")
                        .finishReason())
                .isEqualTo(new FinishReason(value, interrupted));
    }

    /** jakobdylanc/llmcord#84: Gemini's door gives the reason under the name of its own interface. */
    @ParameterizedTest
    @CsvSource({
        "'\"finish_reason\":null,\"finishReason\":\"stop\"', stop, false",
        "'\"finishReason\":\"MAX_TOKENS\",\"finish_reason\":null', length, false",
        "'\"finishReason\":\"STOP\",\"finish_reason\":\"\"', stop, false",
        "'\"finish_reason\":\"error\",\"finishReason\":\"stop\"', error, true",
        "'\"finish_reason\":\"stop\",\"finishReason\":\"error\"', error, true"
    })
    void readsTheFinishReasonUnderBothNames(String json, String value, boolean interrupted) {
        assertThat(read("{\"choices\":[{\"delta\":{}," + json + "}]}").finishReason())
                .isEqualTo(new FinishReason(value, interrupted));
    }

    /** ollama/ollama#4357, sgl-project/sglang#3912. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "null", "\"null\"", "\"None\"", "false"})
    void takesAnEmptyFinishReasonForNone(String json) {
        assertThat(read("{\"choices\":[{\"delta\":{\"content\":\"One \"},\"finish_reason\":" + json + "}]}")
                        .finishReason())
                .isNull();
    }

    /** BerriAI/litellm#16272, symfony/ai#2422: Mistral's parts. The others are those of OpenAI and of older servers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"content":"Bon"}                                                                    | Bon | |
            {"content":[{"type":"text","text":"Bon"}]}                                           | Bon | |
            {"content":[{"type":"output_text","text":"B"},"on"]}                                 | Bon | |
            {"content":{"type":"text","text":"Bon"}}                                             | Bon | |
            {"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]}           | | Hm |
            {"content":[{"type":"thinking","thinking":"Hm"},{"type":"text","text":"Bon"}]}       | Bon | Hm |
            {"content":[{"type":"text","text":"Bon"},{"type":"reference","reference_ids":[1]}]}  | Bon | |
            {"content":[{"type":"refusal","refusal":"No."}]}                                     | | | No.
            {"content":42}                                                                       | 42 | |
            {"refusal":"No."}                                                                    | | | No.
            {"reasoning":"Hm"}                                                                   | | Hm |
            {"reasoning_content":"Hm","content":null}                                            | | Hm |
            {"reasoning_content":"","reasoning":"Hm"}                                            | | Hm |
            {"reasoning_content":"Hm","reasoning":"Hm"}                                          | | Hm |
            {"thinking":"Hm"}                                                                    | | Hm |
            {"reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}                        | | Hm |
            {"reasoning":"Hm","reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}       | | Hm |
            {"reasoning_details":[{"type":"reasoning.summary","summary":"Hm"}]}                  | | Hm |
            {"reasoning_details":[{"type":"reasoning.encrypted","data":"x"}],"content":"Bon"}    | Bon | |
            """)
    void readsTextAndPartsOfText(
            String delta, @Nullable String content, @Nullable String reasoning, @Nullable String refusal) {
        Chunk.Delta read =
                requireNonNull(read("{\"choices\":[{\"delta\":" + delta + "}]}").delta());

        assertThat(read.content()).isEqualTo(content);
        assertThat(read.reasoning() == null ? null : read.reasoning().text()).isEqualTo(reasoning);
        assertThat(read.refusal()).isEqualTo(refusal);
    }

    /** ggml-org/llama.cpp#14268: a blank line between two events is missing. */
    @Test
    void readsSeveralValuesOfOneEvent() {
        String one = "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}";

        assertThat(chunks(one + "\n" + one)).hasSize(2);
        assertThat(chunks(one + one + "\n[DONE]")).hasSize(2);
        assertThat(chunks("[" + one + "," + one + "]")).hasSize(2);
    }

    @Test
    void readsAWholeCompletion() {
        Chunk chunk = read("""
                {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                 "message":{"role":"assistant","content":"Paris."},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":9,"completion_tokens":2}}data: [DONE]
                """);

        assertThat(chunk.whole()).isTrue();
        assertThat(requireNonNull(chunk.delta()).content()).isEqualTo("Paris.");
        assertThat(chunk.finishReason()).isEqualTo(new FinishReason("stop", false));
        assertThat(chunk.usage()).isNotNull();
    }

    /** Servers such as Perplexity repeat the answer so far in every event. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"content\":\"is.\"},\"message\":{\"content\":\"Paris.\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"Paris.\"},\"delta\":{\"content\":\"is.\"}}]}"
            })
    void prefersTheDeltaToTheMessage(String event) {
        assertThat(requireNonNull(read(event).delta()).content()).isEqualTo("is.");
        assertThat(read(event).whole()).isFalse();
    }

    @Test
    void readsTheFirstChoiceOnly() {
        Chunk chunk = read("""
                {"choices":[{"index":1,"delta":{"content":"other"}},{"index":0,"delta":{"content":"first"}}]}""");

        assertThat(requireNonNull(chunk.delta()).content()).isEqualTo("first");
    }

    /** BerriAI/litellm#18535: relays of Anthropic count content blocks, so the text behind the thinking has index 1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"Hi\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"index\":3}]}",
                "{\"choices\":[null,{\"index\":1,\"delta\":{\"content\":\"Hi\"}}]}",
                "{\"choices\":[{\"index\":2,\"delta\":{\"content\":\"Hi\"}},{\"index\":3,\"delta\":{}}]}"
            })
    void takesTheOnlyChoiceOfAnEventWhateverItsIndex(String event) {
        assertThat(requireNonNull(read(event).delta()).content()).isEqualTo("Hi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}             | true
            {"choices":[],"x_groq":{"usage":{"prompt_tokens":5,"completion_tokens":2}}}  | true
            {"choices":[{"delta":{},"usage":{"prompt_tokens":5}}]}                       | true
            {"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0}}             | false
            {"choices":[],"usage":{}}                                                    | false
            """)
    void readsTheTokenCounts(String event, boolean counted) {
        assertThat(read(event).usage() != null).isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource({"1760000000, 1760000000", "1760000000123, 1760000000", "1760000000.5, 1760000000", "-1, 0", "null, 0"})
    void readsTheTime(String created, long seconds) {
        assertThat(read("{\"created\":" + created + "}").head().created()).isEqualTo(seconds);
    }

    /** infiniflow/ragflow#15266: Python's JSON has NaN and Infinity. */
    @Test
    void readsNumbersThatAreNone() {
        assertThat(read("{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"x\":[NaN,-Infinity]}}]}")
                        .hasToken())
                .isTrue();
    }

    @Test
    void readsTheFirstOfTwoReasoningFields() {
        Chunk chunk = read("""
                {"choices":[{"delta":{"reasoning_content":"Hm","reasoning":"Hm"},"finish_reason":null}]}""");

        assertThat(requireNonNull(chunk.delta()).reasoning()).isEqualTo(new Chunk.Reasoning("reasoning_content", "Hm"));
    }

    /**
     * diegosouzapw/OmniRoute#8210 and dcdpr/jp#978 (OpenRouter), open-octo/octo-agent#910 (DashScope),
     * NousResearch/hermes-agent#68451 (Venice), genkit-ai/genkit#6079 (an error in the choice), vLLM, FastAPI, MiniMax.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"engine\",\"code\":500}}",
                "{\"id\":\"x\",\"choices\":[],\"error\":{\"code\":502,\"message\":\"capacity\"}}",
                "{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\",\"error\":{\"code\":502}}]}",
                "{\"error\":\"engine\"}",
                "{\"error_type\":\"server\",\"error_message\":\"engine\"}",
                "{\"object\":\"error\",\"message\":\"engine\",\"code\":500}",
                "{\"detail\":\"engine\"}",
                "{\"type\":\"error\",\"message\":\"engine\"}",
                "{\"code\":\"InternalError\",\"message\":\"engine\",\"request_id\":\"r\"}",
                "{\"base_resp\":{\"status_code\":1013,\"status_msg\":\"engine\"},\"choices\":null}",
                "[{\"error\":{\"message\":\"engine\"}}]"
            })
    void failsOnAnErrorEvent(String event) {
        assertThatThrownBy(() -> chunks(event)).isInstanceOf(UpstreamException.class);
    }

    /** ggml-org/llama.cpp#15780. */
    @Test
    void recognizesAPromptThatIsTooLongInAnEvent() {
        assertThatThrownBy(() -> chunks("{\"error\":{\"message\":\"No.\",\"type\":\"exceed_context_size_error\","
                        + "\"n_prompt_tokens\":1407,\"n_ctx\":512}}"))
                .isInstanceOfSatisfying(UpstreamException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
                    assertThat(failure.isContextTooLong()).isTrue();
                });
    }

    @Test
    void readsAnErrorThatIsNoJson() {
        assertThat(reader.error("engine died".getBytes(StandardCharsets.UTF_8)).kind())
                .isEqualTo(FailureKind.INVALID_RESPONSE);
    }

    /** Any JSON gives chunks, an unreadable event or an error. Seeded, so a failure can be repeated. */
    @Test
    void readsAnyJson() {
        Random random = new Random(17);
        for (int round = 0; round < 5_000; round++) {
            String event =
                    "{\"choices\":" + RandomJson.value(random, 6) + ",\"x\":" + RandomJson.value(random, 3) + "}";
            byte[] bytes =
                    (random.nextBoolean() ? event : RandomJson.value(random, 6)).getBytes(StandardCharsets.UTF_8);
            try {
                List<Chunk> chunks = reader.read(bytes);
                assertThat(chunks == null || chunks.size() < 1_000).isTrue();
            } catch (UpstreamException error) {
                assertThat(error.kind()).isNotNull();
            }
        }
    }

    private List<Chunk> chunks(String event) {
        return requireNonNull(reader.read(event.getBytes(StandardCharsets.UTF_8)), event);
    }

    private Chunk read(String event) {
        return chunks(event).getFirst();
    }
}
