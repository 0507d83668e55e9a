package io.minerstack.agent.prompt;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.List;

/** The last messages as lines. Whole turns go from the oldest on; only the very last one is cut, with a mark, rather than lost. */
final class HistorySection {

    private HistorySection() {}

    /** The rendered turns that fit, oldest first; empty where there is no room worth the words. */
    static List<String> select(List<HistoryMessage> messages, int budget) {
        List<String> turns = turns(messages);
        int left = budget;
        int from = turns.size();
        while (from > 0 && CodePoints.length(turns.get(from - 1)) + 1 <= left) {
            from--;
            left -= CodePoints.length(turns.get(from)) + 1;
        }
        if (from == turns.size() && !turns.isEmpty() && budget > 4 * BudgetAllocator.MARK.length()) {
            return List.of(CodePoints.cut(turns.getLast(), budget, BudgetAllocator.MARK));
        }
        return turns.subList(from, turns.size());
    }

    /** A turn begins at each user message. */
    static List<String> turns(List<HistoryMessage> messages) {
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
}
