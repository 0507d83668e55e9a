package io.minerstack.localllm.engine;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/**
 * One message of a prompt.
 *
 * @param content plain text
 */
public record PromptMessage(Role role, String content) {

    /** The author of a message; the label is the name in chat templates and in OpenAI's API. */
    public enum Role implements LowerCaseLabel {
        SYSTEM,
        USER,
        ASSISTANT
    }

    @Override
    public String toString() {
        // message texts must not reach the logs
        return role + "[" + content.length() + " characters]";
    }
}
