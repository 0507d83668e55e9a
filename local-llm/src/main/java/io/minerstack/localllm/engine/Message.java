package io.minerstack.localllm.engine;

/**
 * One message of a chat.
 *
 * @param content plain text
 */
public record Message(Role role, String content) {

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    @Override
    public String toString() {
        // what people write stays out of logs
        return role + "[" + content.length() + " characters]";
    }
}
