package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A prompt that fits its length limit.
 *
 * @param systemMessage our instructions; may be empty
 * @param examples messages of a user and answers to them, which show a small model what is wanted
 * @param userMessage everything else
 * @param cut whether anything was left out or shortened
 * @param historyTurns number of the conversation's turns in the prompt
 * @param playbookEntries number of playbook entries in the prompt
 */
public record Prompt(
        String systemMessage,
        List<ChatMessage> examples,
        String userMessage,
        boolean cut,
        int historyTurns,
        int playbookEntries) {

    public Prompt {
        examples = List.copyOf(examples);
    }

    /** The system message, if there is one, the examples and the user message. */
    public List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>();
        if (!systemMessage.isEmpty()) {
            messages.add(ChatMessage.system(systemMessage));
        }
        messages.addAll(examples);
        messages.add(ChatMessage.user(userMessage));
        return List.copyOf(messages);
    }
}
