package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import java.util.List;

/**
 * A prompt that fits its length limit.
 *
 * @param messages the system message and the user message
 * @param cut whether anything was left out or shortened
 * @param historyTurns number of the conversation's turns in the prompt
 * @param playbookEntries number of playbook entries in the prompt
 */
public record Prompt(List<ChatMessage> messages, boolean cut, int historyTurns, int playbookEntries) {

    public Prompt {
        messages = List.copyOf(messages);
    }
}
