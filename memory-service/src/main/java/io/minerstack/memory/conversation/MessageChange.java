package io.minerstack.memory.conversation;

/**
 * A stored message and the text that takes its place.
 *
 * @param message as it was read: where it has changed since, the change has no effect
 */
record MessageChange(StoredMessage message, String text) {

    boolean isChange() {
        return !text.equals(message.content());
    }
}
