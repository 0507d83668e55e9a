package io.minerstack.llmproxy.replica;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prompts of the tests. */
final class Prompts {

    private static final JsonMapper JSON = new JsonMapper();

    private Prompts() {}

    /** A prompt of these messages. */
    static PromptPrefix of(Iterable<String> messages) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode all = body.putArray("messages");
        messages.forEach(text -> all.addObject().put("role", "user").put("content", text));
        return PromptPrefix.of(body);
    }

    /** A prompt of one message: a text of this many blocks that begins with a word. */
    static PromptPrefix of(String word, int blocks) {
        return of(List.of(text(word, blocks)));
    }

    static String text(String word, int blocks) {
        return (word + " ").repeat(blocks * PromptPrefix.BLOCK_BYTES).substring(0, blocks * PromptPrefix.BLOCK_BYTES);
    }
}
