package io.minerstack.localllm.engine;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders messages with the model's own chat template. The native code gets a placeholder instead of each text,
 * because its result ends at the first NUL and garbles emoji; this class then replaces each placeholder by its text.
 */
final class ChatTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("@@text(\\d+)@@");

    private final UnaryOperator<String> nativeTemplate;
    private final JsonMapper json;

    /**
     * Wraps the native function.
     *
     * @param nativeTemplate turns JSON such as {@code {"messages":[{"role":"user","content":"…"}]}} into a prompt
     */
    ChatTemplate(UnaryOperator<String> nativeTemplate, JsonMapper json) {
        this.nativeTemplate = nativeTemplate;
        this.json = json;
    }

    String apply(List<PromptMessage> messages) {
        List<Map<String, String>> withPlaceholders = IntStream.range(0, messages.size())
                .mapToObj(i -> Map.of("role", messages.get(i).role().label(), "content", "@@text" + i + "@@"))
                .toList();
        String rendered = nativeTemplate.apply(json.writeValueAsString(Map.of("messages", withPlaceholders)));
        Matcher placeholders = PLACEHOLDER.matcher(rendered);
        StringBuilder prompt = new StringBuilder();
        while (placeholders.find()) {
            String text = messages.get(Integer.parseInt(placeholders.group(1))).content();
            placeholders.appendReplacement(prompt, Matcher.quoteReplacement(text));
        }
        return placeholders.appendTail(prompt).toString();
    }
}
