package io.minerstack.agent.contract;

import io.minerstack.servicesupport.text.CodePoints;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user message that is stored for a call, in the contract's form: a label of the component, then what was asked.
 * Where the contract wants the task and the task is empty, the message has the queries instead, so that the history
 * says what was asked.
 */
public final class StoredUserMessage {

    // memory-service's limit, in code points: 50 queries of 10,000, the task and the labels
    private static final int LIMIT = 600_000;
    private static final String MARK = "\n[... cut]";

    private static final String TASK = "Task:";
    private static final String QUERY = "Query ";
    private static final String QUERY_LABEL = QUERY + "\\d{1,2}:";

    private static final Pattern REQUEST = Pattern.compile(TASK + " (.*?)\n" + QUERY + "1: (.*)", Pattern.DOTALL);
    private static final Pattern QUERY_LABELS = Pattern.compile("(?m)^" + QUERY_LABEL + " ");
    private static final Pattern LABELS = Pattern.compile("(?m)^(?:" + TASK + "|" + QUERY_LABEL + ") ?");

    private StoredUserMessage() {}

    /** The message of a call. */
    public static String of(ComponentName component, ComponentInput input) {
        String text = label(component) + " "
                + switch (component) {
                    case COMPLETE -> input.task() + numbered(input.input());
                    case REFINE, FEEDBACK, SUMMARY, AGGREGATE ->
                        input.task().isBlank() ? input.queries() : input.task();
                    case HUMAN_FEEDBACK, INTERNET_SEARCH -> input.queries();
                };
        return CodePoints.cut(CodePoints.writable(text), LIMIT, MARK);
    }

    /** Whether a stored message is of a call of this component. */
    public static boolean isOf(ComponentName component, String stored) {
        return stored.startsWith(label(component));
    }

    /** A stored message of a call of {@code complete} as the task and the queries; null for any other. */
    public static @Nullable CompleteCall completeCall(String stored) {
        Matcher request = REQUEST.matcher(stored);
        return request.matches()
                ? new CompleteCall(
                        request.group(1), QUERY_LABELS.matcher(request.group(2)).replaceAll(""))
                : null;
    }

    /** A stored message without the labels of a call of {@code complete}. */
    public static String withoutLabels(String stored) {
        return LABELS.matcher(stored).replaceAll("");
    }

    private static String label(ComponentName component) {
        return switch (component) {
            case COMPLETE -> TASK;
            case REFINE -> "Refine task:";
            case FEEDBACK -> "Feedback request:";
            case HUMAN_FEEDBACK -> "User feedback:";
            case SUMMARY -> "Summarize:";
            case AGGREGATE -> "Aggregate:";
            case INTERNET_SEARCH -> "Search:";
        };
    }

    private static String numbered(List<Query> queries) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < queries.size(); i++) {
            text.append("\n")
                    .append(QUERY)
                    .append(i + 1)
                    .append(": ")
                    .append(queries.get(i).userQuery());
        }
        return text.toString();
    }

    /**
     * What a call of {@code complete} asked.
     *
     * @param task empty where the call had none
     * @param queries without their labels, one after the other
     */
    public record CompleteCall(String task, String queries) {}
}
