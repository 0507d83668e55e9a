package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * A prompt that fits its length limit.
 *
 * @param systemMessage our instructions; may be empty
 * @param earlierMessages chat messages before the user message, for a small model: the conversation's turns, or
 *     examples that show what is wanted
 * @param userMessage everything else
 * @param cut whether anything was left out or shortened
 * @param historyTurns number of the conversation's turns in the prompt
 * @param playbookEntries number of playbook entries in the prompt
 */
public record Prompt(
        String systemMessage,
        List<ChatMessage> earlierMessages,
        String userMessage,
        boolean cut,
        int historyTurns,
        int playbookEntries) {

    public Prompt {
        earlierMessages = List.copyOf(earlierMessages);
    }

    /** The system message, if there is one, the earlier messages and the user message. */
    public List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>();
        if (!systemMessage.isEmpty()) {
            messages.add(ChatMessage.system(systemMessage));
        }
        messages.addAll(earlierMessages);
        messages.add(ChatMessage.user(userMessage));
        return List.copyOf(messages);
    }

    /** The code points of everything but the system message. */
    public int length() {
        return CodePoints.length(userMessage)
                + earlierMessages.stream()
                        .mapToInt(message -> CodePoints.length(message.content()))
                        .sum();
    }
}
