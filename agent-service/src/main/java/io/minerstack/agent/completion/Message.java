package io.minerstack.agent.completion;

/**
 * A chat message.
 *
 * @param role {@code system} or {@code user}
 */
public record Message(String role, String content) {

    public static Message system(String content) {
        return new Message("system", content);
    }

    public static Message user(String content) {
        return new Message("user", content);
    }
}
