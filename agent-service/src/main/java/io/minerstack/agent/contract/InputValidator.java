package io.minerstack.agent.contract;

import io.minerstack.agent.contract.ComponentRequest.Earlier;
import io.minerstack.agent.contract.ComponentRequest.Item;
import io.minerstack.agent.contract.ComponentRequest.Result;
import io.minerstack.agent.text.CodePoints;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.Problem.Violation;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The limits of one request, in code: bean validation counts UTF-16 units, the contract counts code points. */
final class InputValidator {

    private static final int TASK_LIMIT = 1_000;
    private static final int ITEMS_LIMIT = 50;
    private static final int QUERY_LIMIT = 10_000;
    private static final int OUTPUTS_LIMIT = 20;
    private static final int COMPONENT_LIMIT = 50;
    // a hostile body can break thousands at once; the reply stays small
    private static final int VIOLATIONS_LIMIT = 20;

    private final List<Violation> violations = new ArrayList<>();

    ComponentInput check(ComponentRequest request) {
        ComponentInput input = new ComponentInput(
                cid(request.cid()),
                required("task", request.task(), TASK_LIMIT),
                requiredItems(request.input()),
                earlier(request.previousOutputs()),
                request.useConversationHistory() == null || request.useConversationHistory(),
                request.usePlaybook() == null || request.usePlaybook());
        if (violations.isEmpty()) {
            return input;
        }
        String detail = violations.stream()
                .limit(5)
                .map(violation -> violation.field() + ": " + violation.message())
                .collect(Collectors.joining("; "));
        throw new Problem(ProblemType.INVALID, detail, Map.of(), violations);
    }

    private String cid(@Nullable String cid) {
        String fault = Cid.faultOf(cid);
        if (fault != null) {
            broken("cid", fault);
        }
        return cid == null ? "" : cid;
    }

    private List<Query> requiredItems(@Nullable List<@Nullable Item> items) {
        if (items == null) {
            broken("input", "is required");
            return List.of();
        }
        if (items.isEmpty()) {
            broken("input", "must have at least 1 item");
        }
        return items("input", items);
    }

    private List<Query> items(String path, List<@Nullable Item> items) {
        if (items.size() > ITEMS_LIMIT) {
            broken(path, "must have at most " + ITEMS_LIMIT + " items");
            return List.of();
        }
        List<Query> queries = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            queries.add(new Query(query(path + "[" + i + "].user_query", item == null ? null : item.userQuery())));
        }
        return queries;
    }

    private String query(String path, @Nullable String query) {
        String text = required(path, query, QUERY_LIMIT);
        if (query != null && CodePoints.isBlank(query)) {
            broken(path, "must not be empty or only white space");
        }
        return text;
    }

    private List<PreviousOutput> earlier(@Nullable List<@Nullable Earlier> outputs) {
        if (outputs == null) {
            return List.of();
        }
        if (outputs.size() > OUTPUTS_LIMIT) {
            broken("previous_outputs", "must have at most " + OUTPUTS_LIMIT + " items");
            return List.of();
        }
        List<PreviousOutput> checked = new ArrayList<>(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            String path = "previous_outputs[" + i + "]";
            Earlier output = outputs.get(i);
            if (output == null) {
                broken(path, "must be an object");
            } else {
                checked.add(earlier(path, output));
            }
        }
        return checked;
    }

    private PreviousOutput earlier(String path, Earlier earlier) {
        Result result = earlier.output() == null ? new Result(null, null) : earlier.output();
        return new PreviousOutput(
                optional(path + ".task", earlier.task(), TASK_LIMIT, ""),
                earlier.input() == null ? List.of() : items(path + ".input", earlier.input()),
                new Output(
                        optional(
                                path + ".output.immediate_response",
                                result.immediateResponse(),
                                Output.RESPONSE_LIMIT,
                                ""),
                        optional(
                                path + ".output.notebook", result.notebook(), Output.NOTEBOOK_LIMIT, Output.NO_UPDATE)),
                optional(path + ".component", earlier.component(), COMPONENT_LIMIT, ""));
    }

    private String required(String path, @Nullable String value, int limit) {
        if (value == null) {
            broken(path, "is required");
            return "";
        }
        return optional(path, value, limit, "");
    }

    private String optional(String path, @Nullable String value, int limit, String otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (CodePoints.exceed(value, limit)) {
            broken(path, "must have at most " + limit + " characters");
        }
        return CodePoints.wellFormed(value);
    }

    private void broken(String field, String message) {
        if (violations.size() < VIOLATIONS_LIMIT) {
            violations.add(new Violation(field, message));
        }
    }
}
