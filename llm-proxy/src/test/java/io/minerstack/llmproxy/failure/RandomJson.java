package io.minerstack.llmproxy.failure;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Random JSON with the field names and words that readers of model servers look for. */
public final class RandomJson {

    private static final List<String> NAMES = List.of(
            "error",
            "message",
            "detail",
            "code",
            "type",
            "loc",
            "msg",
            "choices",
            "delta",
            "content",
            "finish_reason",
            "usage",
            "index",
            "tool_calls",
            "function",
            "arguments",
            "text",
            "reasoning",
            "metadata",
            "raw",
            "id",
            "model",
            "created",
            "object",
            "thinking",
            "details",
            "errors",
            "base_resp",
            "logprobs",
            "refusal");
    private static final List<String> WORDS = List.of(
            "",
            "stop",
            "error",
            "context_length_exceeded",
            "prompt is too long: 9 tokens > 8 maximum",
            "\n\u0000 x",
            "{\"error\":\"x\"}",
            "😀",
            "[1",
            "chat.completion.chunk",
            "text",
            "thinking",
            "400");

    private RandomJson() {}

    /** One value with at most so many levels. */
    public static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 9)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 3 -> Double.toString(random.nextDouble());
            case 4 -> JsonMapper.shared().writeValueAsString(WORDS.get(random.nextInt(WORDS.size())));
            case 5, 6 -> list(random, depth).collect(Collectors.joining(",", "[", "]"));
            default ->
                list(random, depth)
                        .map(value -> "\"" + NAMES.get(random.nextInt(NAMES.size())) + "\":" + value)
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }

    private static Stream<String> list(Random random, int depth) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(entry -> value(random, depth - 1));
    }
}
