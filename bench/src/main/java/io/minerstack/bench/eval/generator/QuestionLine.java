package io.minerstack.bench.eval.generator;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One line of a question set. */
final class QuestionLine {

    private QuestionLine() {}

    static ObjectNode of(String prefix, int number, String task, String query) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", String.format(Locale.ROOT, "%s%03d", prefix, number))
                .put("task", task)
                .put("query", query);
    }

    /** Adds the expectation that the answer states a number. */
    static ObjectNode expectNumber(ObjectNode question, long value) {
        question.putObject("expect").put("type", "number").put("value", value);
        return question;
    }
}
