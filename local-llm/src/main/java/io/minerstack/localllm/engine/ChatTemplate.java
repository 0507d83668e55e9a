package io.minerstack.localllm.engine;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lays out messages by the model's own template. The native code sees a mark in place of each text, since what it returns
 * loses everything after a NUL and garbles emoji; the texts take their places here.
 */
final class ChatTemplate {

    private static final Pattern MARK = Pattern.compile("@@text(\\d+)@@");

    private final UnaryOperator<String> nativeTemplate;
    private final JsonMapper json;

    /**
     * @param nativeTemplate from JSON such as {@code {"messages":[{"role":"user","content":"…"}]}} to the model's form
     */
    ChatTemplate(UnaryOperator<String> nativeTemplate, JsonMapper json) {
        this.nativeTemplate = nativeTemplate;
        this.json = json;
    }

    String apply(List<PromptMessage> messages) {
        List<Map<String, String>> marked = IntStream.range(0, messages.size())
                .mapToObj(i -> Map.of("role", messages.get(i).role().wire(), "content", "@@text" + i + "@@"))
                .toList();
        Matcher marks = MARK.matcher(nativeTemplate.apply(json.writeValueAsString(Map.of("messages", marked))));
        StringBuilder prompt = new StringBuilder();
        while (marks.find()) {
            String text = messages.get(Integer.parseInt(marks.group(1))).content();
            marks.appendReplacement(prompt, Matcher.quoteReplacement(text));
        }
        return marks.appendTail(prompt).toString();
    }
}
