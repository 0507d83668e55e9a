package io.minerstack.agent.prompt;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversation's last messages, one turn after the other. Whole turns are left out, the oldest first; where even
 * the last turn does not fit, its beginning is shown with a mark.
 */
final class HistorySection {

    private static final String KIND = "conversation so far";
    // a shorter beginning of a turn would be little more than the mark
    private static final int MIN_CUT_LENGTH = 4 * BudgetAllocator.MARK.length();

    private HistorySection() {}

    static PromptSection fit(List<HistoryMessage> messages, int budget) {
        List<String> turns = turns(messages);
        List<String> chosen = choose(turns, budget - PromptSection.overhead(KIND));
        List<String> blocks =
                chosen.isEmpty() ? List.of() : List.of(PromptDelimiter.wrap(KIND, String.join("\n", chosen)));
        return new PromptSection(blocks, chosen.size(), !chosen.equals(turns));
    }

    /** A turn starts at each user message. */
    private static List<String> turns(List<HistoryMessage> messages) {
        List<String> turns = new ArrayList<>();
        for (HistoryMessage message : messages) {
            boolean user = message.role().equals("user");
            String line = (user ? "User: " : "Assistant: ") + message.content();
            if (user || turns.isEmpty()) {
                turns.add(line);
            } else {
                turns.set(turns.size() - 1, turns.getLast() + "\n" + line);
            }
        }
        return turns;
    }

    private static List<String> choose(List<String> turns, int budget) {
        int left = budget;
        int first = turns.size();
        while (first > 0 && CodePoints.length(turns.get(first - 1)) + 1 <= left) {
            first--;
            left -= CodePoints.length(turns.get(first)) + 1;
        }
        boolean noneFits = first == turns.size() && !turns.isEmpty();
        return noneFits && budget > MIN_CUT_LENGTH
                ? List.of(CodePoints.cut(turns.getLast(), budget, BudgetAllocator.MARK))
                : turns.subList(first, turns.size());
    }
}
