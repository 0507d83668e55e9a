package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything that a prompt may say, before anyone knows how much room there is.
 *
 * <p>Room goes to the request first (all of it where it is alone, else three fifths), then to the playbook (a third of
 * what is left), to the material, and what remains to the history. Lengths are code points, tags and headings included.
 *
 * @param rules our own words, the system message
 * @param task may be empty
 * @param queries the person's words, at least one
 * @param material outputs, notebooks, results
 * @param recollection what the memory knows
 */
public record PromptBuilder(
        List<PromptTemplates> rules,
        String task,
        List<String> queries,
        List<PromptContext> material,
        MemoryContext recollection) {

    private static final double REQUEST_SHARE = 0.6;
    private static final double PLAYBOOK_SHARE = 1.0 / 3;
    private static final double MATERIAL_SHARE = 0.85;

    private static final String BETWEEN = "\n\n";
    private static final String CONVERSATION = "conversation so far";
    private static final String TASK = "Task: ";
    // a fence around less of a text than this is not worth its tags
    private static final int SCRAP = 20;

    public PromptBuilder {
        rules = List.copyOf(rules);
        queries = List.copyOf(queries);
        material = List.copyOf(material);
    }

    /** The same draft with one more rule. */
    public PromptBuilder with(PromptTemplates rule) {
        List<PromptTemplates> more = new ArrayList<>(rules);
        more.add(rule);
        return new PromptBuilder(more, task, queries, material, recollection);
    }

    /** The prompt whose user message has at most so many code points; the rules are never cut, and come on top of that. */
    public Prompt within(int budget) {
        List<PlaybookEntry> known = recollection.entries();
        List<HistoryMessage> said = recollection.messages();
        boolean alone = known.isEmpty() && said.isEmpty() && material.isEmpty();

        List<String> wanted = new ArrayList<>(List.of(task.isBlank() ? "" : task));
        wanted.addAll(queries);
        int most = (int) (alone ? budget : budget * REQUEST_SHARE);
        List<String> asked = BudgetAllocator.fit(wanted, most - CodePoints.length(request(blank(wanted))));
        String request = request(asked);
        int left = budget - CodePoints.length(request);

        List<PlaybookEntry> entries =
                PlaybookSection.select(known, (int) (left * PLAYBOOK_SHARE) - fenceCost("playbook"));
        List<String> parts = new ArrayList<>();
        if (!entries.isEmpty()) {
            parts.add(PromptDelimiter.around("playbook", PlaybookSection.render(entries)));
        }
        left -= length(parts);

        List<PromptContext> shown = shown((int) (said.isEmpty() ? left : left * MATERIAL_SHARE));
        int tags = shown.stream().mapToInt(one -> fenceCost(one.kind())).sum();
        List<String> texts = shown.stream().map(PromptContext::text).toList();
        List<String> fitted = BudgetAllocator.fit(texts, (int) (said.isEmpty() ? left : left * MATERIAL_SHARE) - tags);
        List<String> fenced = new ArrayList<>();
        for (int i = 0; i < fitted.size(); i++) {
            fenced.add(PromptDelimiter.around(shown.get(i).kind(), fitted.get(i)));
        }
        left -= length(fenced);

        List<String> turns = HistorySection.select(said, left - fenceCost(CONVERSATION));
        if (!turns.isEmpty()) {
            parts.add(PromptDelimiter.around(CONVERSATION, String.join("\n", turns)));
        }
        parts.addAll(fenced);
        boolean anyMaterial = !parts.isEmpty();
        parts.add(request);

        boolean cut = !asked.equals(wanted)
                || shown.size() < material.size()
                || !fitted.equals(texts)
                || entries.size() < known.size()
                || !turns.equals(HistorySection.turns(said));
        return new Prompt(
                List.of(
                        ChatMessage.system(system(anyMaterial, !turns.isEmpty(), !entries.isEmpty())),
                        ChatMessage.user(String.join(BETWEEN, parts))),
                cut,
                turns.size(),
                entries.size());
    }

    /** The first pieces, as many as there is room for beside their tags. */
    private List<PromptContext> shown(int room) {
        int left = room;
        List<PromptContext> shown = new ArrayList<>();
        for (PromptContext one : material) {
            left -= fenceCost(one.kind()) + Math.min(SCRAP, CodePoints.length(one.text()));
            if (left < 0) {
                break;
            }
            shown.add(one);
        }
        return shown;
    }

    private String system(boolean fenced, boolean history, boolean playbook) {
        List<String> lines = new ArrayList<>();
        rules.forEach(rule -> lines.add(rule.text()));
        if (fenced) {
            lines.add(PromptTemplates.MATERIAL.text());
        }
        if (history) {
            lines.add(PromptTemplates.CONVERSATION.text());
        }
        if (playbook) {
            lines.add(PromptTemplates.PLAYBOOK.text());
        }
        return String.join("\n", lines);
    }

    /**
     * The request in words.
     *
     * @param asked the task, then the queries
     */
    private String request(List<String> asked) {
        StringBuilder request = new StringBuilder();
        if (!task.isBlank()) {
            request.append(TASK)
                    .append(PromptDelimiter.disarm(asked.getFirst()))
                    .append(BETWEEN);
        }
        if (asked.size() == 2) {
            return request.append(PromptDelimiter.disarm(asked.getLast())).toString();
        }
        for (int i = 1; i < asked.size(); i++) {
            request.append(i)
                    .append(". ")
                    .append(PromptDelimiter.disarm(asked.get(i)))
                    .append('\n');
        }
        return request.toString();
    }

    private static List<String> blank(List<String> texts) {
        return Collections.nCopies(texts.size(), "");
    }

    private static int fenceCost(String kind) {
        return PromptDelimiter.cost(kind) + BETWEEN.length();
    }

    /** Of parts that others follow. */
    private static int length(List<String> parts) {
        return parts.stream()
                .mapToInt(part -> CodePoints.length(part) + BETWEEN.length())
                .sum();
    }
}
