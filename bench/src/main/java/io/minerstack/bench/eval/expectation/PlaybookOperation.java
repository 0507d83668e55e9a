package io.minerstack.bench.eval.expectation;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The notebook of {@code /human_feedback} reports at least one operation of this kind and none of another kind.
 *
 * @param operation insert, update or delete; none if nothing is to be learned
 */
record PlaybookOperation(String operation) implements Expectation {

    @Override
    public boolean isMetBy(AnswerContent answer) {
        try {
            JsonNode insights = JsonMapper.shared().readTree(answer.notebook()).path("insights");
            List<String> operations = insights.valueStream()
                    .map(insight -> insight.path("operation").asString(""))
                    .distinct()
                    .toList();
            return insights.isArray() && operations.equals(operation.equals("none") ? List.of() : List.of(operation));
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
