package io.minerstack.bench.fake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One answer as JSON: OpenAI's completion, or the payloads of a stream's events. A token is a word with the space after
 * it.
 */
class CompletionJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String model;
    private final int promptTokens;
    private final List<String> tokens;

    CompletionJson(String model, FakeRequest request, String text) {
        this.model = model;
        this.promptTokens =
                Math.max(1, request.body().path("messages").toString().length() / 4);
        this.tokens = tokens(text);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
            tokens.add(text.substring(from, at + 1));
            from = at + 1;
        }
        if (from < text.length()) {
            tokens.add(text.substring(from));
        }
        return tokens;
    }

    int tokenCount() {
        return tokens.size();
    }

    String whole() {
        ObjectNode root = head("chat.completion");
        ObjectNode choice = root.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", String.join("", tokens));
        choice.put("finish_reason", "stop");
        root.set("usage", usage());
        return root.toString();
    }

    String role() {
        return delta(JSON.createObjectNode().put("role", "assistant").put("content", ""), null);
    }

    String token(int index) {
        return delta(JSON.createObjectNode().put("content", tokens.get(index)), null);
    }

    String finish() {
        return delta(JSON.createObjectNode(), "stop");
    }

    /** OpenAI's last chunk: token counts and no choices. */
    String usageChunk() {
        ObjectNode root = head("chat.completion.chunk");
        root.putArray("choices");
        root.set("usage", usage());
        return root.toString();
    }

    private String delta(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode root = head("chat.completion.chunk");
        ArrayNode choices = root.putArray("choices");
        ObjectNode choice = choices.addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return root.toString();
    }

    private ObjectNode head(String object) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-fake")
                .put("object", object)
                .put("created", 1_700_000_000)
                .put("model", model);
    }

    private ObjectNode usage() {
        return JSON.createObjectNode()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", tokens.size())
                .put("total_tokens", promptTokens + tokens.size());
    }
}
