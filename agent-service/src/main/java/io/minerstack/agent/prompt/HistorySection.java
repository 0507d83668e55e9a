package io.minerstack.agent.prompt;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The conversation's last messages, one turn after the other, each message between delimiters of its own, so that no
 * text inside a message can pass for the next message. Whole turns are left out, the oldest first; where even the last
 * turn does not fit, its messages are shortened with a mark.
 */
final class HistorySection {

    private static final String KIND = "conversation so far";
    // a shorter beginning of a turn would be little more than the mark
    private static final int MIN_CUT_LENGTH = 4 * BudgetAllocator.MARK.length();

    /** The beginning of a line that imitates our labels. */
    private static final Pattern LABEL = Pattern.compile(
            "^(?=\\s{0,8}(?:user|human|assistant|system|ai)\\s{0,3}:)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private HistorySection() {}

    static PromptSection fit(List<HistoryMessage> messages, int budget) {
        List<List<String>> turns = turns(messages);
        List<List<String>> chosen = choose(turns, budget);
        List<String> blocks = chosen.stream()
                .flatMap(List::stream)
                .map(message -> PromptDelimiter.wrap(KIND, message))
                .toList();
        return new PromptSection(blocks, chosen.size(), !chosen.equals(turns));
    }

    /** A turn starts at each user message. */
    private static List<List<String>> turns(List<HistoryMessage> messages) {
        List<List<String>> turns = new ArrayList<>();
        for (HistoryMessage message : messages) {
            boolean user = message.role().equals("user");
            if (user || turns.isEmpty()) {
                turns.add(new ArrayList<>());
            }
            String text = withoutLabels(message.content());
            turns.getLast().add((user ? "User: " : "Assistant: ") + text);
        }
        return turns;
    }

    private static String withoutLabels(String content) {
        return content.indexOf(':') < 0 ? content : LABEL.matcher(content).replaceAll("> ");
    }

    private static List<List<String>> choose(List<List<String>> turns, int budget) {
        int left = budget;
        int first = turns.size();
        while (first > 0 && length(turns.get(first - 1)) <= left) {
            first--;
            left -= length(turns.get(first));
        }
        if (first < turns.size() || turns.isEmpty()) {
            return turns.subList(first, turns.size());
        }
        List<String> last = turns.getLast();
        int texts = budget - last.size() * PromptSection.overhead(KIND);
        return texts > MIN_CUT_LENGTH ? List.of(BudgetAllocator.fit(last, texts)) : List.of();
    }

    private static int length(List<String> turn) {
        return turn.stream()
                .mapToInt(message -> CodePoints.length(message) + PromptSection.overhead(KIND))
                .sum();
    }
}
