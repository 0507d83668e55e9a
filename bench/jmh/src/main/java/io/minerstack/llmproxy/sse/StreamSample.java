package io.minerstack.llmproxy.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One streamed completion as vLLM sends it, as payloads and as the bytes of a response. */
final class StreamSample {

    private static final String[] WORDS = {"Quantum", " computing", " uses", " qubits", ",", " which", " can", " be"};

    private StreamSample() {}

    /** The number of events, {@code [DONE]} included. */
    static int eventCount(int tokens) {
        return tokens + 4;
    }

    /** The payloads of the events, without {@code [DONE]}: role, tokens, finish reason and usage. */
    static List<byte[]> payloads(int tokens) {
        List<String> payloads = new ArrayList<>();
        payloads.add(chunk("[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,"
                + "\"finish_reason\":null}]"));
        for (int i = 0; i < tokens; i++) {
            payloads.add(chunk("[{\"index\":0,\"delta\":{\"content\":\"" + WORDS[i % WORDS.length]
                    + "\"},\"logprobs\":null,\"finish_reason\":null,\"token_ids\":null}]"));
        }
        payloads.add(chunk("[{\"index\":0,\"delta\":{\"content\":\"\"},\"logprobs\":null,\"finish_reason\":\"stop\","
                + "\"stop_reason\":null,\"token_ids\":null}]"));
        payloads.add(chunk("[],\"usage\":{\"prompt_tokens\":412,\"total_tokens\":" + (412 + tokens)
                + ",\"completion_tokens\":" + tokens + "}"));
        return payloads.stream()
                .map(payload -> payload.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The body of the response, split into pieces of at most {@code pieceSize} bytes as a network would. */
    static List<byte[]> pieces(int tokens, int pieceSize) {
        StringBuilder body = new StringBuilder();
        for (byte[] payload : payloads(tokens)) {
            body.append("data: ")
                    .append(new String(payload, StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        byte[] bytes = body.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += pieceSize) {
            int length = Math.min(pieceSize, bytes.length - from);
            byte[] piece = new byte[length];
            System.arraycopy(bytes, from, piece, 0, length);
            pieces.add(piece);
        }
        return pieces;
    }

    private static String chunk(String choices) {
        return "{\"id\":\"chatcmpl-4f1c0ab7d2e84c5d9a6b\",\"object\":\"chat.completion.chunk\",\"created\":1764374400,"
                + "\"model\":\"Qwen/Qwen3-8B\",\"choices\":" + choices + "}";
    }
}
