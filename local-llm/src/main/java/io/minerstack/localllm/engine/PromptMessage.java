package io.minerstack.localllm.engine;

import java.util.Locale;

/**
 * One message of a chat.
 *
 * @param content plain text
 */
public record PromptMessage(Role role, String content) {

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT;

        /** As chat templates and OpenAI's API call it. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        // what people write stays out of logs
        return role + "[" + content.length() + " characters]";
    }
}
