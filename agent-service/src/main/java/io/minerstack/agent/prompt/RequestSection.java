package io.minerstack.agent.prompt;

import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The task and the queries. One query stands alone, several are numbered. Long texts are shortened evenly. For a small
 * model the task has no label.
 */
final class RequestSection {

    private static final String TASK = "Task: ";

    private RequestSection() {}

    static PromptSection fit(String task, List<String> queries, PromptStyle style, int budget) {
        List<String> texts = new ArrayList<>();
        texts.add(task.isBlank() ? "" : task);
        texts.addAll(queries);
        boolean hasTask = !task.isBlank();
        String label = style == PromptStyle.FULL ? TASK : "";
        int labels = CodePoints.length(render(label, hasTask, Collections.nCopies(texts.size(), "")));
        List<String> fitted = BudgetAllocator.fit(texts, budget - labels);
        return new PromptSection(List.of(render(label, hasTask, fitted)), queries.size(), !fitted.equals(texts));
    }

    /**
     * The request as the model reads it.
     *
     * @param label stands before the task
     * @param texts the task, which may be empty, then the queries
     */
    private static String render(String label, boolean hasTask, List<String> texts) {
        StringBuilder request = new StringBuilder();
        if (hasTask) {
            request.append(label)
                    .append(PromptDelimiter.escape(texts.getFirst()))
                    .append("\n\n");
        }
        if (texts.size() == 2) {
            return request.append(PromptDelimiter.escape(texts.getLast())).toString();
        }
        for (int i = 1; i < texts.size(); i++) {
            request.append(i)
                    .append(". ")
                    .append(PromptDelimiter.escape(texts.get(i)))
                    .append('\n');
        }
        return request.toString();
    }
}
