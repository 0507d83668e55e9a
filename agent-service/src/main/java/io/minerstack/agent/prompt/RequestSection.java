package io.minerstack.agent.prompt;

import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The task and the queries. One query stands alone, several are numbered. Long texts are shortened evenly. A small
 * model reads the task only if the task adds something to the queries; then the task has no label and comes last.
 */
final class RequestSection {

    private static final String TASK = "Task: ";
    private static final String SEPARATOR = "\n\n";

    private RequestSection() {}

    static PromptSection fit(String task, List<String> queries, PromptStyle style, int budget) {
        List<String> texts = new ArrayList<>();
        texts.add(task(task, queries, style));
        texts.addAll(queries);
        boolean hasTask = !texts.getFirst().isEmpty();
        int labels = CodePoints.length(render(style, hasTask, Collections.nCopies(texts.size(), "")));
        List<String> fitted = BudgetAllocator.fit(texts, budget - labels);
        return new PromptSection(List.of(render(style, hasTask, fitted)), queries.size(), !fitted.equals(texts));
    }

    /** The task as the model reads it; empty for none. */
    private static String task(String task, List<String> queries, PromptStyle style) {
        boolean needed =
                switch (style) {
                    case FULL -> !task.isBlank();
                    case MINIMAL -> TaskRelevance.addsToQueries(task, queries);
                };
        return needed ? task : "";
    }

    /**
     * The request as the model reads it.
     *
     * @param texts the task, which may be empty, then the queries
     */
    private static String render(PromptStyle style, boolean hasTask, List<String> texts) {
        String queries = queries(texts.subList(1, texts.size()));
        if (!hasTask) {
            return queries;
        }
        String task = PromptDelimiter.escape(texts.getFirst());
        return switch (style) {
            case FULL -> TASK + task + SEPARATOR + queries;
            case MINIMAL -> queries + SEPARATOR + task;
        };
    }

    private static String queries(List<String> queries) {
        if (queries.size() == 1) {
            return PromptDelimiter.escape(queries.getFirst());
        }
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < queries.size(); i++) {
            numbered.append(i + 1)
                    .append(". ")
                    .append(PromptDelimiter.escape(queries.get(i)))
                    .append('\n');
        }
        return numbered.toString();
    }
}
