package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.Message;
import io.minerstack.agent.recall.Entry;
import io.minerstack.agent.recall.Recollection;
import io.minerstack.agent.recall.Remembered;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a prompt may say, before anyone knows how much room there is.
 *
 * <p>Room goes to the request first (all of it where it is alone, else three fifths), then to the playbook (a third of
 * what is left), to the material, and what remains to the history.
 *
 * @param rules our own words, the system message
 * @param task may be empty
 * @param queries the person's words, at least one
 * @param material outputs, notebooks, results
 * @param recollection what the memory knows
 */
public record PromptDraft(
        List<PromptText> rules, String task, List<String> queries, List<Material> material, Recollection recollection) {

    private static final double REQUEST_SHARE = 0.6;
    private static final double PLAYBOOK_SHARE = 1.0 / 3;
    private static final double MATERIAL_SHARE = 0.85;

    public PromptDraft {
        rules = List.copyOf(rules);
        queries = List.copyOf(queries);
        material = List.copyOf(material);
    }

    /** The same draft with one more rule. */
    public PromptDraft with(PromptText rule) {
        List<PromptText> more = new ArrayList<>(rules);
        more.add(rule);
        return new PromptDraft(more, task, queries, material, recollection);
    }

    /** The prompt that fits, in UTF-16 units; the rules themselves are never cut. */
    public Prompt within(int budget) {
        List<Entry> known = recollection.entries();
        List<Remembered> said = recollection.messages();
        boolean alone = known.isEmpty() && said.isEmpty() && material.isEmpty();

        int left = Math.max(0, budget);
        List<String> asked = Shares.fit(queries, (int) (alone ? left : left * REQUEST_SHARE));
        left -= length(asked) + task.length();
        List<Entry> entries = Playbook.select(known, (int) (left * PLAYBOOK_SHARE));
        String playbook = Playbook.render(entries);
        left -= playbook.length();
        List<String> texts = material.stream().map(Material::text).toList();
        List<String> fitted = Shares.fit(texts, (int) (said.isEmpty() ? left : left * MATERIAL_SHARE));
        left -= length(fitted);
        List<String> turns = History.select(said, left);

        List<String> parts = new ArrayList<>();
        if (!entries.isEmpty()) {
            parts.add(Fence.around("playbook", playbook));
        }
        if (!turns.isEmpty()) {
            parts.add(Fence.around("conversation so far", String.join("\n", turns)));
        }
        for (int i = 0; i < fitted.size(); i++) {
            parts.add(Fence.around(material.get(i).kind(), fitted.get(i)));
        }
        boolean fenced = !parts.isEmpty();
        parts.add(request(asked));

        boolean cut = !asked.equals(queries)
                || !fitted.equals(texts)
                || entries.size() < known.size()
                || length(turns)
                        < said.stream()
                                .mapToInt(message -> message.content().length())
                                .sum();
        return new Prompt(
                List.of(Message.system(system(fenced, !entries.isEmpty())), Message.user(String.join("\n\n", parts))),
                cut,
                turns.size(),
                entries.size());
    }

    private String system(boolean fenced, boolean playbook) {
        List<String> lines = new ArrayList<>();
        rules.forEach(rule -> lines.add(rule.text()));
        if (fenced) {
            lines.add(PromptText.MATERIAL.text());
        }
        if (playbook) {
            lines.add(PromptText.PLAYBOOK.text());
        }
        return String.join("\n", lines);
    }

    private String request(List<String> asked) {
        StringBuilder request = new StringBuilder();
        if (!task.isBlank()) {
            request.append("Task: ").append(Fence.disarm(task)).append("\n\n");
        }
        if (asked.size() == 1) {
            return request.append(Fence.disarm(asked.getFirst())).toString();
        }
        for (int i = 0; i < asked.size(); i++) {
            request.append(i + 1)
                    .append(". ")
                    .append(Fence.disarm(asked.get(i)))
                    .append('\n');
        }
        return request.toString();
    }

    private static int length(List<String> texts) {
        return texts.stream().mapToInt(String::length).sum();
    }
}
