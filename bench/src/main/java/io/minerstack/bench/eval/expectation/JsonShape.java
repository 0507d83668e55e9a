package io.minerstack.bench.eval.expectation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole answer is one JSON object with exactly these keys, or one JSON array of this length. A Markdown code block
 * around it is allowed.
 *
 * @param keys empty for an array
 * @param items length of the array; 0 for an object
 */
record JsonShape(List<String> keys, int items) implements Expectation {

    private static final Pattern CODE_BLOCK = Pattern.compile("(?s)^```(?:json)?\\s*\\n(.*?)\\n?```$");

    JsonShape {
        keys = List.copyOf(keys);
    }

    @Override
    public boolean isMetBy(AnswerContent answer) {
        String text = answer.response().strip();
        Matcher block = CODE_BLOCK.matcher(text);
        try {
            JsonNode json = JsonMapper.shared().readTree(block.matches() ? block.group(1) : text);
            return items > 0
                    ? json.isArray() && json.size() == items
                    : json.isObject()
                            && json.size() == keys.size()
                            && keys.stream().allMatch(json::has);
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
