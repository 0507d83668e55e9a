package io.minerstack.localllm.chat;

import io.minerstack.localllm.generation.GenerationEvent;
import io.minerstack.localllm.generation.GenerationEvent.Finished;
import io.minerstack.localllm.generation.GenerationEvent.TextDelta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one generation as an OpenAI chat completion, whole or in chunks.
 *
 * @param streamUsage whether a stream ends with a chunk of token counts
 */
record ChatResponseWriter(String id, long created, String model, boolean streamUsage) {

    ChatResponse whole(List<GenerationEvent> events) {
        StringBuilder text = new StringBuilder();
        for (GenerationEvent event : events) {
            switch (event) {
                case TextDelta delta -> text.append(delta.text());
                case Finished finished -> {
                    return new ChatResponse(
                            id,
                            "chat.completion",
                            created,
                            model,
                            List.of(ChatResponse.Choice.whole(text.toString(), finished.reason())),
                            ChatResponse.Usage.of(finished.tokens()));
                }
            }
        }
        throw new IllegalStateException("the generation ended without a Finished event");
    }

    /**
     * The chunks for one event.
     *
     * @param index position of the event in its generation, from 0: the first chunk names the role
     */
    List<ChatResponse> chunks(long index, GenerationEvent event) {
        String role = index == 0 ? "assistant" : null;
        return switch (event) {
            case TextDelta delta -> List.of(chunk(List.of(ChatResponse.Choice.delta(role, delta.text())), null));
            case Finished finished -> {
                List<ChatResponse> chunks = new ArrayList<>();
                if (role != null) {
                    chunks.add(chunk(List.of(ChatResponse.Choice.delta(role, "")), null));
                }
                chunks.add(chunk(List.of(ChatResponse.Choice.end(finished.reason())), null));
                if (streamUsage) {
                    chunks.add(chunk(List.of(), ChatResponse.Usage.of(finished.tokens())));
                }
                yield chunks;
            }
        };
    }

    private ChatResponse chunk(List<ChatResponse.Choice> choices, ChatResponse.@Nullable Usage usage) {
        return new ChatResponse(id, "chat.completion.chunk", created, model, choices, usage);
    }
}
