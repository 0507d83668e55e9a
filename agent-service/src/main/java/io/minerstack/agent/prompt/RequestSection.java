package io.minerstack.agent.prompt;

import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The task and the queries. One query stands alone, several are numbered. Long texts are shortened evenly. */
final class RequestSection {

    private static final String TASK = "Task: ";

    private RequestSection() {}

    static PromptSection fit(String task, List<String> queries, int budget) {
        List<String> texts = new ArrayList<>();
        texts.add(task.isBlank() ? "" : task);
        texts.addAll(queries);
        int labels = CodePoints.length(render(task, Collections.nCopies(texts.size(), "")));
        List<String> fitted = BudgetAllocator.fit(texts, budget - labels);
        return new PromptSection(List.of(render(task, fitted)), queries.size(), !fitted.equals(texts));
    }

    /**
     * The request as the model reads it.
     *
     * @param texts the task, then the queries
     */
    private static String render(String task, List<String> texts) {
        StringBuilder request = new StringBuilder();
        if (!task.isBlank()) {
            request.append(TASK)
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
