package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.Chunk.Delta;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins the chunks of one attempt into OpenAI's completion object. Synchronized, because the deadline reads the
 * partial answer while the next chunk may arrive on another thread.
 */
class CompletionAssembler {

    private final JsonMapper json;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final ToolCallAssembler toolCalls;
    private @Nullable ArrayNode logprobs;
    private String reasoningField = "reasoning";
    private Chunk.@Nullable Head head;
    private @Nullable String finishReason;
    private @Nullable JsonNode usage;

    CompletionAssembler(JsonMapper json) {
        this.json = json;
        this.toolCalls = new ToolCallAssembler(json);
    }

    synchronized void add(Chunk chunk) {
        if (head == null) {
            head = chunk.head();
        }
        if (chunk.finishReason() != null) {
            finishReason = chunk.finishReason();
        }
        if (chunk.usage() != null) {
            usage = chunk.usage();
        }
        if (chunk.delta() != null) {
            add(chunk.delta());
        }
    }

    private void add(Delta delta) {
        if (delta.content() != null) {
            content.append(delta.content());
        }
        if (delta.reasoning() != null) {
            reasoningField = delta.reasoning().field();
            reasoning.append(delta.reasoning().text());
        }
        if (delta.refusal() != null) {
            refusal.append(delta.refusal());
        }
        if (delta.toolCalls() != null) {
            toolCalls.add(delta.toolCalls());
        }
        if (delta.logprobs() != null && delta.logprobs().path("content") instanceof ArrayNode more) {
            if (logprobs == null) {
                logprobs = json.createArrayNode();
            }
            logprobs.addAll(more);
        }
    }

    synchronized int textLength() {
        return content.length();
    }

    synchronized int estimatedTokens() {
        return TokenUsage.estimate(content.length() + reasoning.length() + refusal.length() + toolCalls.length());
    }

    synchronized @Nullable JsonNode usage() {
        return usage;
    }

    /**
     * OpenAI's completion object, without usage.
     *
     * @param partial whether the time was over before the answer was complete: the finish reason is then {@code length}
     */
    synchronized ObjectNode completion(boolean partial) {
        ObjectNode root = json.createObjectNode();
        if (head != null) {
            root.put("id", head.id());
            root.put("object", "chat.completion");
            root.put("created", head.created());
            root.put("model", head.model());
        }
        ObjectNode choice = root.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("message", message());
        if (logprobs == null) {
            choice.putNull("logprobs");
        } else {
            choice.putObject("logprobs").set("content", logprobs);
        }
        choice.put("finish_reason", partial ? "length" : finishReason);
        if (head != null && head.fingerprint() != null) {
            root.put("system_fingerprint", head.fingerprint());
        }
        return root;
    }

    private ObjectNode message() {
        ObjectNode message = json.createObjectNode().put("role", "assistant");
        boolean noText = content.isEmpty() && (!toolCalls.isEmpty() || !refusal.isEmpty());
        message.put("content", noText ? null : content.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!reasoning.isEmpty()) {
            message.put(reasoningField, reasoning.toString());
        }
        if (!toolCalls.isEmpty()) {
            message.set("tool_calls", toolCalls.toJson());
        }
        return message;
    }
}
