package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import java.util.List;

/**
 * A prompt that fits its length limit.
 *
 * @param systemMessage our instructions; may be empty
 * @param userMessage everything else
 * @param cut whether anything was left out or shortened
 * @param historyTurns number of the conversation's turns in the prompt
 * @param playbookEntries number of playbook entries in the prompt
 */
public record Prompt(String systemMessage, String userMessage, boolean cut, int historyTurns, int playbookEntries) {

    /** The system message, if there is one, and the user message. */
    public List<ChatMessage> messages() {
        ChatMessage user = ChatMessage.user(userMessage);
        return systemMessage.isEmpty() ? List.of(user) : List.of(ChatMessage.system(systemMessage), user);
    }
}
