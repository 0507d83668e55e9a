package io.minerstack.localllm.engine;

import java.util.Locale;

/**
 * One message of a prompt.
 *
 * @param content plain text
 */
public record PromptMessage(Role role, String content) {

    /** The author of a message. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT;

        /** The role's name in chat templates and in OpenAI's API. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        // message texts must not reach the logs
        return role + "[" + content.length() + " characters]";
    }
}
