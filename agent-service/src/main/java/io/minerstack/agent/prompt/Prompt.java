package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import java.util.List;

/**
 * A prompt that fits its budget.
 *
 * @param cut whether anything was left out for that
 * @param historyTurns how many turns of the conversation it holds
 * @param playbookEntries how many playbook entries it holds
 */
public record Prompt(List<ChatMessage> messages, boolean cut, int historyTurns, int playbookEntries) {

    public Prompt {
        messages = List.copyOf(messages);
    }
}
