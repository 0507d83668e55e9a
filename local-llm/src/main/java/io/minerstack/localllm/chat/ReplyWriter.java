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
record ReplyWriter(String id, long created, String model, boolean streamUsage) {

    ChatReply whole(List<GenerationEvent> events) {
        StringBuilder text = new StringBuilder();
        for (GenerationEvent event : events) {
            switch (event) {
                case Piece piece -> text.append(piece.text());
                case Finished finished -> {
                    return new ChatReply(
                            id,
                            "chat.completion",
                            created,
                            model,
                            List.of(ChatReply.Choice.whole(text.toString(), finished.reason())),
                            ChatReply.Usage.of(finished.usage()));
                }
            }
        }
        throw new IllegalStateException("a generation ended without its last event");
    }

    /**
     * @param index of the event in its generation: the first chunk names the role
     */
    List<ChatReply> chunks(long index, GenerationEvent event) {
        String role = index == 0 ? "assistant" : null;
        return switch (event) {
            case Piece piece -> List.of(chunk(List.of(ChatReply.Choice.piece(role, piece.text())), null));
            case Finished finished -> {
                List<ChatReply> chunks = new ArrayList<>();
                if (role != null) {
                    chunks.add(chunk(List.of(ChatReply.Choice.piece(role, "")), null));
                }
                chunks.add(chunk(List.of(ChatReply.Choice.end(finished.reason())), null));
                if (streamUsage) {
                    chunks.add(chunk(List.of(), ChatReply.Usage.of(finished.usage())));
                }
                yield chunks;
            }
        };
    }

    private ChatReply chunk(List<ChatReply.Choice> choices, ChatReply.@Nullable Usage usage) {
        return new ChatReply(id, "chat.completion.chunk", created, model, choices, usage);
    }
}
