package io.minerstack.llmproxy.adapter;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Servers with OpenAI's API, and what is known of each before the first request. A first guess only: what a server
 * refuses in fact is learned from its refusals, and all shapes of errors and answers are read from every server. The
 * README shows the same table.
 */
public enum KnownServer {
    OPENAI(
            "OpenAI",
            "https://api.openai.com/v1",
            "max_completion_tokens",
            List.of("top_k", "min_p"),
            "error object",
            "OpenAI's five",
            ""),
    AZURE(
            "Azure OpenAI",
            "https://RESOURCE.openai.azure.com/openai/v1",
            "max_completion_tokens",
            List.of("top_k", "min_p"),
            "error object",
            "OpenAI's five",
            ""),
    VLLM(
            "vLLM",
            "http://HOST:8000/v1",
            "max_tokens",
            List.of(),
            "error object, or its fields bare",
            "stop, length, tool_calls, abort, error",
            "reasoning; reasoning_content before 0.17"),
    SGLANG(
            "SGLang",
            "http://HOST:30000/v1",
            "max_tokens",
            List.of(),
            "fields of the error bare",
            "stop, length, tool_calls, abort; empty before the end",
            "reasoning_content"),
    LLAMA_CPP(
            "llama.cpp",
            "http://HOST:8080/v1",
            "max_tokens",
            List.of(),
            "error object with n_ctx and n_prompt_tokens",
            "stop, length, tool_calls",
            "reasoning_content"),
    TGI(
            "TGI",
            "http://HOST:8080/v1",
            "max_tokens",
            List.of(),
            "error as a string, with error_type",
            "stop, eos_token, stop_sequence, length",
            ""),
    OLLAMA(
            "Ollama",
            "http://HOST:11434/v1",
            "max_tokens",
            List.of(),
            "error object",
            "stop, length, tool_calls; empty before the end",
            "reasoning"),
    LM_STUDIO(
            "LM Studio",
            "http://HOST:1234/v1",
            "max_tokens",
            List.of(),
            "error as a string",
            "stop, length, tool_calls",
            "reasoning_content"),
    MISTRAL(
            "Mistral",
            "https://api.mistral.ai/v1",
            "max_tokens",
            List.of(),
            "message with a list in detail",
            "stop, length, model_length, tool_calls, error",
            "content parts"),
    GROQ(
            "Groq",
            "https://api.groq.com/openai/v1",
            "max_tokens",
            List.of("logprobs", "logit_bias", "top_logprobs"),
            "error object; 413 for a rate limit",
            "OpenAI's five",
            "reasoning"),
    TOGETHER(
            "Together",
            "https://api.together.xyz/v1",
            "max_tokens",
            List.of(),
            "error object",
            "stop, eos, length, tool_calls",
            "reasoning"),
    OPENROUTER(
            "OpenRouter",
            "https://openrouter.ai/api/v1",
            "max_tokens",
            List.of(),
            "error object with metadata; also as an event",
            "OpenAI's five, error",
            "reasoning"),
    GEMINI(
            "Gemini",
            "https://generativelanguage.googleapis.com/v1beta/openai",
            "max_tokens",
            List.of("seed", "frequency_penalty"),
            "array around the error object",
            "OpenAI's five; in capitals behind relays, as `finishReason` in some versions",
            ""),
    ANTHROPIC(
            "Anthropic",
            "https://api.anthropic.com/v1",
            "max_tokens",
            List.of(),
            "error object with type and message",
            "OpenAI's five",
            ""),
    CHUTES(
            "Chutes",
            "https://llm.chutes.ai/v1",
            "max_tokens",
            List.of(),
            "detail",
            "those of vLLM and SGLang",
            "reasoning_content");

    private final String label;
    private final String baseUrl;
    private final String maxTokensField;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> refusedFields;

    private final String errorShape;
    private final String finishReasons;
    private final String reasoningField;

    KnownServer(
            String label,
            String baseUrl,
            String maxTokensField,
            List<String> refusedFields,
            String errorShape,
            String finishReasons,
            String reasoningField) {
        this.label = label;
        this.baseUrl = baseUrl;
        this.maxTokensField = maxTokensField;
        this.refusedFields = refusedFields;
        this.errorShape = errorShape;
        this.finishReasons = finishReasons;
        this.reasoningField = reasoningField;
    }

    /** The server of an API, by its public host; empty for a server that anyone can run. */
    public static Optional<KnownServer> of(URI api) {
        String host = api.getHost() == null ? "" : api.getHost().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(server -> server.isPublic() && host.endsWith(server.hostSuffix()))
                .findFirst();
    }

    private boolean isPublic() {
        return baseUrl.startsWith("https://");
    }

    private String hostSuffix() {
        return URI.create(baseUrl).getHost().replace("RESOURCE", "");
    }

    /** The path of the API, such as {@code /openai/v1}. */
    public String path() {
        return URI.create(baseUrl).getPath();
    }

    /** The name of the output limit. */
    String maxTokensField() {
        return maxTokensField;
    }

    /** The row of the README. */
    String row() {
        return "| %s | `%s` | `%s` | %s | %s | %s | %s |"
                .formatted(
                        label,
                        baseUrl,
                        maxTokensField,
                        refusedFields.isEmpty() ? "" : "`" + String.join("`, `", refusedFields) + "`",
                        errorShape,
                        finishReasons,
                        reasoningField);
    }
}
