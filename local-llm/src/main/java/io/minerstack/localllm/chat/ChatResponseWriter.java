package io.minerstack.localllm.chat;

import io.minerstack.localllm.generation.GenerationEvent;
import io.minerstack.localllm.generation.GenerationEvent.Finished;
import io.minerstack.localllm.generation.GenerationEvent.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of one generation into OpenAI's form, whole or in chunks.
 *
 * @param streamUsage whether a stream ends with a chunk of usage
 */
record ChatResponseWriter(String id, long created, String model, boolean streamUsage) {

    ChatResponse whole(List<GenerationEvent> events) {
        StringBuilder text = new StringBuilder();
        for (GenerationEvent event : events) {
            switch (event) {
                case Piece piece -> text.append(piece.text());
                case Finished finished -> {
                    return new ChatResponse(
                            id,
                            "chat.completion",
                            created,
                            model,
                            List.of(ChatResponse.Choice.whole(text.toString(), finished.reason())),
                            ChatResponse.Usage.of(finished.usage()));
                }
            }
        }
        throw new IllegalStateException("a generation ended without its last event");
    }

    /**
     * @param index of the event in its generation: the first chunk names the role
     */
    List<ChatResponse> chunks(long index, GenerationEvent event) {
        String role = index == 0 ? "assistant" : null;
        return switch (event) {
            case Piece piece -> List.of(chunk(List.of(ChatResponse.Choice.piece(role, piece.text())), null));
            case Finished finished -> {
                List<ChatResponse> chunks = new ArrayList<>();
                if (role != null) {
                    chunks.add(chunk(List.of(ChatResponse.Choice.piece(role, "")), null));
                }
                chunks.add(chunk(List.of(ChatResponse.Choice.end(finished.reason())), null));
                if (streamUsage) {
                    chunks.add(chunk(List.of(), ChatResponse.Usage.of(finished.usage())));
                }
                yield chunks;
            }
        };
    }

    private ChatResponse chunk(List<ChatResponse.Choice> choices, ChatResponse.@Nullable Usage usage) {
        return new ChatResponse(id, "chat.completion.chunk", created, model, choices, usage);
    }
}
