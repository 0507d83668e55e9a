package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.adapter.TokenEstimate;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.Chunk.Delta;
import io.minerstack.llmproxy.sse.Chunk.Head;
import io.minerstack.llmproxy.sse.FinishReason;
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
    private final StringBuilder functionName = new StringBuilder();
    private final StringBuilder functionArguments = new StringBuilder();
    private final CompletionHead head;
    private @Nullable FinishReason finishReason;
    private @Nullable JsonNode usage;

    /**
     * An empty answer.
     *
     * @param defaultModel the model's name where the upstream names none
     */
    CompletionAssembler(JsonMapper json, String defaultModel) {
        this.json = json;
        this.head = new CompletionHead(defaultModel);
        this.toolCalls = new ToolCallAssembler(json);
    }

    synchronized void add(Chunk chunk) {
        head.add(chunk.head());
        if (chunk.finishReason() != null && !chunk.finishReason().interrupted()) {
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
        if (delta.functionCall() != null) {
            functionName.append(delta.functionCall().path("name").asString(""));
            functionArguments.append(ToolCallAssembler.arguments(delta.functionCall()));
        }
        if (delta.logprobs() != null && delta.logprobs().path("content") instanceof ArrayNode more) {
            if (logprobs == null) {
                logprobs = json.createArrayNode();
            }
            logprobs.addAll(more);
        }
    }

    /**
     * Whether the answer ended and says nothing: no text, or only the model's analysis as text, no refusal, and no call
     * that the caller offered. Reasoning alone is no answer. An answer that a filter ended is another matter.
     *
     * @param callsOffered whether the caller offered tools or functions
     */
    synchronized boolean endedWithoutContent(boolean callsOffered) {
        boolean calls = !toolCalls.isEmpty() || !functionName.isEmpty();
        return finishReason != null
                && !finishReason.value().equals("content_filter")
                && refusal.isEmpty()
                && !(calls && callsOffered)
                && (content.chars().allMatch(Character::isWhitespace) || PrivateAnalysis.isAll(content));
    }

    synchronized int textLength() {
        return content.length();
    }

    synchronized int estimatedTokens() {
        return TokenEstimate.of(content.length()
                + reasoning.length()
                + refusal.length()
                + toolCalls.length()
                + functionArguments.length());
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
        Head complete = head.complete();
        root.put("id", complete.id());
        root.put("object", "chat.completion");
        root.put("created", complete.created());
        root.put("model", complete.model());
        ObjectNode choice = root.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("message", message());
        if (logprobs == null) {
            choice.putNull("logprobs");
        } else {
            choice.putObject("logprobs").set("content", logprobs);
        }
        choice.put("finish_reason", partial || finishReason == null ? "length" : finishReason.value());
        if (complete.fingerprint() != null) {
            root.put("system_fingerprint", complete.fingerprint());
        }
        return root;
    }

    private ObjectNode message() {
        ObjectNode message = json.createObjectNode().put("role", "assistant");
        boolean calls = !toolCalls.isEmpty() || !functionName.isEmpty();
        boolean noText = content.isEmpty() && (calls || !refusal.isEmpty());
        message.put("content", noText ? null : Surrogates.repaired(content.toString()));
        message.put("refusal", refusal.isEmpty() ? null : Surrogates.repaired(refusal.toString()));
        if (!reasoning.isEmpty()) {
            message.put(reasoningField, Surrogates.repaired(reasoning.toString()));
        }
        if (!toolCalls.isEmpty()) {
            message.set("tool_calls", toolCalls.toJson());
        }
        if (!functionName.isEmpty()) {
            message.putObject("function_call")
                    .put("name", functionName.toString())
                    .put("arguments", functionArguments.toString());
        }
        return message;
    }
}
