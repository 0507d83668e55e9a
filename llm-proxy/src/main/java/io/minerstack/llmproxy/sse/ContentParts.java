package io.minerstack.llmproxy.sse;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads content that is not a string: a list of typed parts, or one part. Parts of reasoning are kept apart from the
 * text of the answer.
 */
class ContentParts {

    private static final int MAX_DEPTH = 6;

    /** Parts about the answer that are no text of it. */
    private static final Set<String> ANNOTATIONS =
            Set.of("reference", "citation", "citations", "annotation", "source", "document", "reasoning.encrypted");

    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private boolean readable = true;

    /** Reads content of the answer. */
    static ContentParts of(JsonNode content) {
        ContentParts parts = new ContentParts();
        parts.read(content, parts.content, 0);
        return parts;
    }

    /** Reads reasoning, whose parts may be named like those of an answer. */
    static ContentParts ofReasoning(JsonNode details) {
        ContentParts parts = new ContentParts();
        parts.read(details, parts.reasoning, 0);
        return parts;
    }

    private void read(JsonNode part, StringBuilder target, int depth) {
        if (depth > MAX_DEPTH) {
            readable = false;
        } else if (part.isArray()) {
            part.forEach(inner -> read(inner, target, depth + 1));
        } else if (part.isObject()) {
            object(part, target, depth);
        } else if (!part.isNull()) {
            target.append(part.asString(""));
        }
    }

    private void object(JsonNode part, StringBuilder target, int depth) {
        String type = part.path("type").asString("");
        StringBuilder inner = type.contains("think") || type.contains("reason") ? reasoning : target;
        if (part.has("thinking")) {
            read(part.path("thinking"), reasoning, depth + 1);
        } else if (part.has("refusal")) {
            read(part.path("refusal"), refusal, depth + 1);
        } else if (part.has("text")) {
            read(part.path("text"), inner, depth + 1);
        } else if (part.has("summary")) {
            read(part.path("summary"), inner, depth + 1);
        } else if (part.has("content")) {
            read(part.path("content"), inner, depth + 1);
        } else if (part.has("parts")) {
            read(part.path("parts"), inner, depth + 1);
        } else if (inner != reasoning && !ANNOTATIONS.contains(type) && !part.isEmpty()) {
            // a part of the answer that a text can't hold
            readable = false;
        }
    }

    boolean isReadable() {
        return readable;
    }

    @Nullable
    String content() {
        return text(content);
    }

    @Nullable
    String reasoning() {
        return text(reasoning);
    }

    @Nullable
    String refusal() {
        return text(refusal);
    }

    private static @Nullable String text(StringBuilder text) {
        return text.isEmpty() ? null : text.toString();
    }
}
