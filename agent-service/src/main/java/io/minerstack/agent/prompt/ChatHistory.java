package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import io.minerstack.agent.contract.StoredUserMessage;
import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversation's last turns as chat messages, in the form in which a small model was trained on conversations: with
 * delimiters and labels around them it loses the question (docs/quality.md). Whole turns only, the oldest are left out
 * first.
 *
 * @param messages begins with a message of the user; empty where no turn fits
 * @param turns number of turns in the messages
 * @param cut whether a turn was left out
 */
record ChatHistory(List<ChatMessage> messages, int turns, boolean cut) {

    static final ChatHistory NONE = new ChatHistory(List.of(), 0, false);

    private static final String USER = "user";

    ChatHistory {
        messages = List.copyOf(messages);
    }

    static ChatHistory fit(List<HistoryMessage> history, int budget) {
        List<List<ChatMessage>> turns = turns(history);
        int left = budget;
        int first = turns.size();
        while (first > 0 && length(turns.get(first - 1)) <= left) {
            first--;
            left -= length(turns.get(first));
        }
        List<List<ChatMessage>> chosen = turns.subList(first, turns.size());
        return new ChatHistory(chosen.stream().flatMap(List::stream).toList(), chosen.size(), first > 0);
    }

    /** A turn starts at each message of the user; an answer whose question is not there any more is no turn. */
    private static List<List<ChatMessage>> turns(List<HistoryMessage> history) {
        List<List<ChatMessage>> turns = new ArrayList<>();
        for (HistoryMessage message : history) {
            boolean isUser = message.role().equals(USER);
            if (isUser) {
                turns.add(new ArrayList<>());
            }
            if (!turns.isEmpty()) {
                String text = PromptDelimiter.escape(isUser ? asked(message.content()) : message.content());
                turns.getLast().add(isUser ? ChatMessage.user(text) : ChatMessage.assistant(text));
            }
        }
        return turns;
    }

    /** What a stored message of the user asked, in the form of a new request. */
    private static String asked(String stored) {
        StoredUserMessage.CompleteCall call = StoredUserMessage.completeCall(stored);
        if (call == null) {
            return stored;
        }
        String queries = call.queries();
        String task = call.task();
        return TaskRelevance.addsToQueries(task, List.of(queries)) ? queries + "\n\n" + task : queries;
    }

    private static int length(List<ChatMessage> turn) {
        return turn.stream()
                .mapToInt(message -> CodePoints.length(message.content()))
                .sum();
    }
}
