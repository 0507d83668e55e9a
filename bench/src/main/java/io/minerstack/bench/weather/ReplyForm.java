package io.minerstack.bench.weather;

import tools.jackson.databind.json.JsonMapper;

/** How a model writes its answer. The immediate response in all of them is the same text. */
enum ReplyForm {
    PLAIN,
    JSON,
    /** JSON in a Markdown code block. */
    FENCED,
    /** JSON in a JSON string. */
    JSON_STRING,
    /** The analysis in tags before the answer. */
    THINK_TAGS,
    /** The analysis in Mistral's tags before the answer. */
    MISTRAL_THINK,
    /** The channels of gpt-oss; NVIDIA/TensorRT-LLM#9256, ggml-org/llama.cpp#16158. */
    CHANNELS;

    /** Is never part of an answer. */
    static final String ANALYSIS = "PRIVATE-ANALYSIS of what the user wants.";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    String write(String text) {
        String envelope = MAPPER.writeValueAsString(
                MAPPER.createObjectNode().put("immediate_response", text).put("notebook", "no update"));
        return switch (this) {
            case PLAIN -> text;
            case JSON -> envelope;
            case FENCED -> "```json\n" + envelope + "\n```";
            case JSON_STRING -> MAPPER.writeValueAsString(envelope);
            case THINK_TAGS -> "<think>\n" + ANALYSIS + "\n</think>\n\n" + text;
            case MISTRAL_THINK -> "[THINK]" + ANALYSIS + "[/THINK]" + text;
            case CHANNELS ->
                "<|channel|>analysis<|message|>" + ANALYSIS + "<|end|><|start|>assistant<|channel|>final<|message|>"
                        + text;
        };
    }
}
