package io.minerstack.agent.completion;

/**
 * A chat message of a prompt.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 */
public record ChatMessage(String role, String content) {

    public static ChatMessage system(String content) {
        return new ChatMessage("system", content);
    }

    public static ChatMessage assistant(String content) {
        return new ChatMessage("assistant", content);
    }

    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }
}
