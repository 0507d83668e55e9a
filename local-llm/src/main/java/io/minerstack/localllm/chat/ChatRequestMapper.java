package io.minerstack.localllm.chat;

import io.minerstack.localllm.chat.ChatRequest.ChatMessage;
import io.minerstack.localllm.engine.InvalidChatRequestException;
import io.minerstack.localllm.engine.PromptMessage;
import io.minerstack.localllm.engine.PromptMessage.Role;
import io.minerstack.localllm.engine.SamplingParameters;
import io.minerstack.localllm.generation.GenerationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Maps a chat completion request to a generation request; rejects fields whose meaning would have to be guessed. */
final class ChatRequestMapper {

    private static final double DEFAULT_TOP_P = 0.95;
    private static final int MAX_STOP_TEXTS = 16;
    private static final int MAX_STOP_LENGTH = 256;

    private ChatRequestMapper() {}

    /**
     * The generation request that the chat request asks for.
     *
     * @param defaultTemperature of a request without a temperature
     * @throws InvalidChatRequestException where a field is missing, out of range or not supported
     */
    static GenerationRequest toGenerationRequest(ChatRequest request, double defaultTemperature) {
        if (request.n() != null && request.n() != 1) {
            throw new InvalidChatRequestException("n", "n: " + request.n() + " (expected: 1)");
        }
        SamplingParameters sampling = new SamplingParameters(
                within("temperature", request.temperature(), 0, 2, defaultTemperature),
                within("top_p", request.topP(), 0, 1, DEFAULT_TOP_P),
                within("frequency_penalty", request.frequencyPenalty(), -2, 2, 0),
                within("presence_penalty", request.presencePenalty(), -2, 2, 0),
                request.seed() == null ? null : Long.hashCode(request.seed()),
                stopTexts(request.stop()),
                ResponseFormatSchema.of(request.responseFormat()));
        return new GenerationRequest(messages(request.messages()), sampling, maxTokens(request));
    }

    private static List<PromptMessage> messages(@Nullable List<@Nullable ChatMessage> sent) {
        if (sent == null || sent.isEmpty()) {
            throw new InvalidChatRequestException("messages", "messages: expected at least one message");
        }
        List<PromptMessage> messages = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            String field = "messages[" + i + "]";
            ChatMessage message = sent.get(i);
            if (message == null) {
                throw new InvalidChatRequestException(field, field + ": expected an object with role and content");
            }
            messages.add(new PromptMessage(
                    role(field + ".role", message.role()), content(field + ".content", message.content())));
        }
        if (messages.stream().allMatch(message -> message.role() == Role.SYSTEM)) {
            throw new InvalidChatRequestException("messages", "messages: expected one with the role user");
        }
        return messages;
    }

    private static Role role(String field, @Nullable String role) {
        return switch (role) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case null, default ->
                throw new InvalidChatRequestException(field, field + ": expected system, developer, user or assistant");
        };
    }

    private static String content(String field, @Nullable JsonNode content) {
        if (content == null || content.isNull()) {
            return "";
        }
        if (content.isString()) {
            return content.stringValue();
        }
        if (!content.isArray()) {
            throw new InvalidChatRequestException(field, field + ": expected a text or a list of parts of type text");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asString("").equals("text")
                    || !part.path("text").isString()) {
                throw new InvalidChatRequestException(field, field + ": expected parts of type text only");
            }
            text.append(part.path("text").stringValue());
        }
        return text.toString();
    }

    private static @Nullable Integer maxTokens(ChatRequest request) {
        Integer smaller = Stream.of(request.maxTokens(), request.maxCompletionTokens())
                .filter(Objects::nonNull)
                .min(Integer::compare)
                .orElse(null);
        if (smaller != null && smaller < 1) {
            throw new InvalidChatRequestException("max_tokens", "max_tokens: " + smaller + " (expected: 1 or more)");
        }
        return smaller;
    }

    private static List<String> stopTexts(@Nullable List<@Nullable String> sent) {
        List<String> texts = sent == null
                ? List.of()
                : sent.stream()
                        .filter(Objects::nonNull)
                        .filter(text -> !text.isEmpty())
                        .toList();
        if (texts.size() > MAX_STOP_TEXTS || texts.stream().anyMatch(text -> text.length() > MAX_STOP_LENGTH)) {
            throw new InvalidChatRequestException(
                    "stop",
                    "stop: expected at most " + MAX_STOP_TEXTS + " texts of at most " + MAX_STOP_LENGTH
                            + " characters");
        }
        return texts;
    }

    private static double within(String field, @Nullable Double value, double min, double max, double defaultValue) {
        if (value == null) {
            return defaultValue;
        }
        if (!(value >= min && value <= max)) {
            throw new InvalidChatRequestException(
                    field, field + ": " + value + " (expected: " + min + " to " + max + ")");
        }
        return value;
    }
}
