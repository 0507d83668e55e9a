package io.minerstack.agent.contract;

import io.minerstack.agent.contract.ComponentRequest.OutputFields;
import io.minerstack.agent.contract.ComponentRequest.PreviousOutputItem;
import io.minerstack.agent.contract.ComponentRequest.QueryItem;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemException.Violation;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the limits of one request. Not by bean validation, which counts UTF-16 units where the contract counts code
 * points.
 */
final class InputValidator {

    private static final int TASK_LIMIT = 1_000;
    static final int ITEMS_LIMIT = 50;
    private static final int QUERY_LIMIT = 10_000;
    static final int PREVIOUS_OUTPUTS_LIMIT = 20;
    private static final int COMPONENT_LIMIT = 50;
    // keeps the reply to a hostile body small, which can break thousands of limits
    private static final int VIOLATIONS_LIMIT = 20;

    private final List<Violation> violations = new ArrayList<>();

    ComponentInput validate(ComponentRequest request) {
        ComponentInput input = new ComponentInput(
                cid(request.cid()),
                required("task", request.task(), TASK_LIMIT),
                requiredItems(request.input()),
                previousOutputs(request.previousOutputs()),
                request.useConversationHistory() == null || request.useConversationHistory(),
                request.usePlaybook() == null || request.usePlaybook());
        if (violations.isEmpty()) {
            return input;
        }
        throw ProblemException.invalid(violations);
    }

    private String cid(@Nullable String cid) {
        String violation = CidValidator.violation(cid);
        if (violation != null) {
            addViolation("cid", violation);
        }
        return cid == null ? "" : cid;
    }

    private List<Query> requiredItems(@Nullable List<@Nullable QueryItem> items) {
        if (items == null) {
            addViolation("input", "is required");
            return List.of();
        }
        if (items.isEmpty()) {
            addViolation("input", "must have at least 1 item");
        }
        return items("input", items);
    }

    private List<Query> items(String path, List<@Nullable QueryItem> items) {
        if (items.size() > ITEMS_LIMIT) {
            addViolation(path, "must have at most " + ITEMS_LIMIT + " items");
            return List.of();
        }
        List<Query> queries = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            QueryItem item = items.get(i);
            queries.add(new Query(query(path + "[" + i + "].user_query", item == null ? null : item.userQuery())));
        }
        return queries;
    }

    private String query(String path, @Nullable String query) {
        String text = required(path, query, QUERY_LIMIT);
        if (query != null && CodePoints.isBlank(query)) {
            addViolation(path, "must not be empty or only white space");
        }
        return text;
    }

    private List<PreviousOutput> previousOutputs(@Nullable List<@Nullable PreviousOutputItem> outputs) {
        if (outputs == null) {
            return List.of();
        }
        if (outputs.size() > PREVIOUS_OUTPUTS_LIMIT) {
            addViolation("previous_outputs", "must have at most " + PREVIOUS_OUTPUTS_LIMIT + " items");
            return List.of();
        }
        List<PreviousOutput> valid = new ArrayList<>(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            String path = "previous_outputs[" + i + "]";
            PreviousOutputItem output = outputs.get(i);
            if (output == null) {
                addViolation(path, "must be an object");
            } else {
                valid.add(previousOutput(path, output));
            }
        }
        return valid;
    }

    private PreviousOutput previousOutput(String path, PreviousOutputItem item) {
        OutputFields fields = item.output() == null ? new OutputFields(null, null) : item.output();
        return new PreviousOutput(
                optional(path + ".task", item.task(), TASK_LIMIT, ""),
                item.input() == null ? List.of() : items(path + ".input", item.input()),
                new Output(
                        optional(
                                path + ".output.immediate_response",
                                fields.immediateResponse(),
                                Output.RESPONSE_LIMIT,
                                ""),
                        optional(
                                path + ".output.notebook", fields.notebook(), Output.NOTEBOOK_LIMIT, Output.NO_UPDATE)),
                optional(path + ".component", item.component(), COMPONENT_LIMIT, ""));
    }

    private String required(String path, @Nullable String value, int limit) {
        if (value == null) {
            addViolation(path, "is required");
            return "";
        }
        return optional(path, value, limit, "");
    }

    private String optional(String path, @Nullable String value, int limit, String defaultValue) {
        if (value == null) {
            return defaultValue;
        }
        if (CodePoints.exceed(value, limit)) {
            addViolation(path, "must have at most " + limit + " characters");
        }
        return CodePoints.wellFormed(value);
    }

    private void addViolation(String field, String message) {
        if (violations.size() < VIOLATIONS_LIMIT) {
            violations.add(new Violation(field, message));
        }
    }
}
