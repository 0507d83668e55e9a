package io.minerstack.llmproxy.sse;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a model server ended an answer. OpenAI has five reasons for a whole answer. Other servers have other words for
 * these reasons, and more words for an answer that broke off, such as {@code abort} and {@code error}. An unknown word
 * counts as broken off, because half an answer must not pass for a whole one.
 *
 * @param value one of OpenAI's five reasons; else the server's own word as it came, at most 40 letters, digits,
 *     hyphens, underscores and blanks
 * @param interrupted whether the answer broke off
 */
public record FinishReason(String value, boolean interrupted) {

    private static final int MAX_WORD_LENGTH = 40;
    private static final int MAX_NAME_LENGTH = 80;
    private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** Google's enumeration in full. */
    private static final String PREFIX = "finish_reason_";

    /** Relays add the word of the model's provider: {@code content_filter: SAFETY}. */
    private static final String FILTERED = "content_filter_";

    private static final Set<String> NO_REASON = Set.of("", "null", "none", "false", "unspecified");

    private static final FinishReason STOP = new FinishReason("stop", false);
    private static final FinishReason LENGTH = new FinishReason("length", false);
    private static final FinishReason TOOL_CALLS = new FinishReason("tool_calls", false);
    private static final FinishReason CONTENT_FILTER = new FinishReason("content_filter", false);

    private static final Map<String, FinishReason> KNOWN = Map.ofEntries(
            Map.entry("stop", STOP),
            Map.entry("length", LENGTH),
            Map.entry("tool_calls", TOOL_CALLS),
            Map.entry("content_filter", CONTENT_FILTER),
            Map.entry("function_call", new FinishReason("function_call", false)),
            // TGI, Together, Gemini behind relays, Anthropic, Cohere, Mistral
            Map.entry("eos", STOP),
            Map.entry("eos_token", STOP),
            Map.entry("stop_sequence", STOP),
            Map.entry("stop_token", STOP),
            Map.entry("end_turn", STOP),
            // Baidu, AI21, SGLang's matched string, Ollama's native word
            Map.entry("normal", STOP),
            Map.entry("endoftext", STOP),
            Map.entry("stop_str", STOP),
            Map.entry("natural_stop", STOP),
            Map.entry("done", STOP),
            Map.entry("finished", STOP),
            Map.entry("complete", STOP),
            Map.entry("completed", STOP),
            Map.entry("max_tokens", LENGTH),
            Map.entry("max_new_tokens", LENGTH),
            Map.entry("max_output_tokens", LENGTH),
            Map.entry("max_length", LENGTH),
            // watsonx
            Map.entry("token_limit", LENGTH),
            Map.entry("length_limit", LENGTH),
            Map.entry("model_length", LENGTH),
            Map.entry("model_context_window_exceeded", LENGTH),
            Map.entry("tool_use", TOOL_CALLS),
            Map.entry("tool_call", TOOL_CALLS),
            Map.entry("safety", CONTENT_FILTER),
            Map.entry("recitation", CONTENT_FILTER),
            Map.entry("prohibited_content", CONTENT_FILTER),
            Map.entry("blocklist", CONTENT_FILTER),
            Map.entry("spii", CONTENT_FILTER),
            Map.entry("image_safety", CONTENT_FILTER),
            Map.entry("image_prohibited_content", CONTENT_FILTER),
            Map.entry("image_recitation", CONTENT_FILTER),
            Map.entry("model_armor", CONTENT_FILTER),
            Map.entry("refusal", CONTENT_FILTER),
            // Bedrock, Cohere
            Map.entry("guardrail_intervened", CONTENT_FILTER),
            Map.entry("content_filtered", CONTENT_FILTER),
            Map.entry("error_toxic", CONTENT_FILTER),
            Map.entry("sensitive", CONTENT_FILTER));

    /**
     * The reason of a field {@code finish_reason}.
     *
     * @return null for an empty word: some servers send one in every event before the last
     */
    public static @Nullable FinishReason of(String word) {
        FinishReason exact = KNOWN.get(word);
        if (exact != null) {
            return exact;
        }
        String name = name(word);
        if (NO_REASON.contains(name)) {
            return null;
        }
        FinishReason known = KNOWN.get(name);
        if (known == null && name.startsWith(FILTERED)) {
            return CONTENT_FILTER;
        }
        return known == null ? new FinishReason(printable(word.strip()), true) : known;
    }

    /** The word in lower case with underscores: servers write {@code tool-calls}, {@code endTurn}, {@code END TURN}. */
    private static String name(String word) {
        String stripped = word.strip();
        String start = stripped.substring(0, Math.min(stripped.length(), MAX_NAME_LENGTH));
        String name = CAMEL_CASE
                .matcher(start)
                .replaceAll("_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_");
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    private static String printable(String word) {
        String start = word.substring(0, Math.min(word.length(), MAX_WORD_LENGTH));
        return start.replaceAll("[^A-Za-z0-9_ -]", "_");
    }
}
