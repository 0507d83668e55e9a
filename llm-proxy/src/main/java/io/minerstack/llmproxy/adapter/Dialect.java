package io.minerstack.llmproxy.adapter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is known of one server's variant of OpenAI's API before the first request.
 *
 * @param maxTokensField the name of the output limit
 * @param unsupportedFields top-level fields that the server answers with 400
 * @param alwaysSupportsSchema whether a rejected {@code response_format} can only be the caller's fault
 */
public record Dialect(String maxTokensField, List<String> unsupportedFields, boolean alwaysSupportsSchema) {

    /** OpenAI answers 400 to unknown fields; these are vLLM's extra parameters. */
    private static final List<String> VLLM_FIELDS = List.of(
            "chat_template_kwargs",
            "structured_outputs",
            "top_k",
            "min_p",
            "repetition_penalty",
            "min_tokens",
            "ignore_eos",
            "stop_token_ids",
            "include_stop_str_in_output",
            "skip_special_tokens",
            "guided_json",
            "guided_regex",
            "guided_choice",
            "guided_grammar");

    /** OpenAI's reasoning models answer 400 to sampling parameters. */
    private static final Pattern REASONING_MODEL = Pattern.compile("(o\\d|gpt-5).*");

    private static final List<String> SAMPLING_FIELDS =
            List.of("temperature", "top_p", "presence_penalty", "frequency_penalty");

    public Dialect {
        unsupportedFields = List.copyOf(unsupportedFields);
    }

    /** OpenAI, or a server that is compatible with OpenAI's API. */
    public static Dialect openAi(String model, String maxTokensField) {
        return new Dialect(
                maxTokensField,
                REASONING_MODEL.matcher(model).matches()
                        ? Stream.concat(VLLM_FIELDS.stream(), SAMPLING_FIELDS.stream())
                                .toList()
                        : VLLM_FIELDS,
                false);
    }

    /** A vLLM server. */
    public static Dialect vllm(String maxTokensField) {
        return new Dialect(maxTokensField, List.of(), false);
    }

    /** The stack's own local-llm. */
    public static Dialect local(String maxTokensField) {
        return new Dialect(maxTokensField, List.of(), true);
    }
}
