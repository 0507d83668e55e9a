package io.minerstack.agent.component;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.text.CodePoints;
import java.util.List;

/**
 * The user message that is stored for a call, in the contract's form. Where the contract wants the task and the task is
 * empty, the message has the queries instead, so that the history says what was asked.
 */
final class StoredUserMessage {

    // memory-service's limit, in code points: 50 queries of 10,000, the task and the labels
    private static final int LIMIT = 600_000;
    private static final String MARK = "\n[... cut]";

    private StoredUserMessage() {}

    static String of(ComponentName component, ComponentInput input) {
        String text =
                switch (component) {
                    case COMPLETE -> "Task: " + input.task() + numbered(input.input());
                    case REFINE -> "Refine task: " + subject(input);
                    case FEEDBACK -> "Feedback request: " + subject(input);
                    case HUMAN_FEEDBACK -> "User feedback: " + input.queries();
                    case SUMMARY -> "Summarize: " + subject(input);
                    case AGGREGATE -> "Aggregate: " + subject(input);
                    case INTERNET_SEARCH -> "Search: " + input.queries();
                };
        return CodePoints.cut(CodePoints.writable(text), LIMIT, MARK);
    }

    private static String subject(ComponentInput input) {
        return input.task().isBlank() ? input.queries() : input.task();
    }

    private static String numbered(List<Query> queries) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < queries.size(); i++) {
            text.append("\nQuery ")
                    .append(i + 1)
                    .append(": ")
                    .append(queries.get(i).userQuery());
        }
        return text.toString();
    }
}
