package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.failure.PromptSize;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prompt and answer together are longer than the context, and the limit of the answer is ours. */
class RoomForTheAnswerTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final UpstreamErrorMapper errors = new UpstreamErrorMapper(JSON, Clock.systemUTC());
    private final RequestAdapter adapter = new RequestAdapter(
            Dialect.vllm("max_tokens"),
            "a-model",
            new RequestDefaults(4_000, null),
            new LearnedRequestForm("test", Clock.systemUTC()));
    private final List<Integer> asked = new ArrayList<>();

    /** 0xku/kon#91: vLLM counts the prompt only until the wanted answer has no room. */
    @Test
    void asksForAShorterAnswerWhereTheServerCountsAtLeastSomeTokens() {
        answer("{}", limit -> vllm(4_096, 97, limit));
        answer("{}", limit -> vllm(4_096, 97, limit));

        assertThat(asked).as("asked once more, then remembered").hasSize(3).startsWith(4_000);
        assertThat(asked.get(1)).isBetween(3_500, 3_999);
        assertThat(asked.get(2)).as("half of the context for every prompt").isEqualTo(2_048);
    }

    @Test
    void findsTheRoomBesideALongPromptInFewRequests() {
        answer("{}", limit -> vllm(8_192, 7_900, limit));
        int first = asked.size();
        answer("{}", limit -> vllm(8_192, 60, limit));

        assertThat(first).isLessThanOrEqualTo(7);
        assertThat(asked.get(first - 1)).isBetween(64, 292);
        assertThat(asked.getLast())
                .as("a long prompt makes no later answer short")
                .isEqualTo(4_000);
    }

    /** 8192 = 4000 + 4193 - 1: our own estimate tells more of the prompt than the first number of the server. */
    @Test
    void asksOnceMoreWhereTheEstimateOfThePromptIsRight() {
        String prompt = "word ".repeat(5_000);

        answer(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}",
                limit -> vllm(8_192, 5_010, limit));

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).isBetween(1_500, 3_182);
    }

    @Test
    void tellsThatThePromptIsTooLongWhereNoUsefulAnswerFits() {
        UpstreamException refusal = Objects.requireNonNull(answer("{}", limit -> vllm(4_096, 4_090, limit)));

        assertThat(refusal.isContextTooLong()).isTrue();
        assertThat(asked).hasSizeLessThanOrEqualTo(8).allMatch(limit -> limit >= 64);
    }

    /** The numbers of servers that count the whole prompt leave nothing to search. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // OpenHands/OpenHands#9937, BerriAI/litellm#7034
                "1528 | This endpoint's maximum context length is 4096 tokens. However, you requested about 6568 tokens"
                        + " (2568 of text input, 4000 in the output). Please reduce the length of either one.",
                // ogx-ai/ogx#4534
                "3528 | This model's maximum context length is 4096 tokens. However, you requested 4568 tokens (568"
                        + " in the messages, 4000 in the completion). Please reduce the length of the messages.",
                // huggingface/chat-ui#1149
                "1892 | Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8096. Given: 6204"
                        + " `inputs` tokens and 4000 `max_new_tokens`"
            })
    void asksForWhatIsLeftBesideACountedPrompt(int room, String message) {
        answer("{}", limit -> limit > room ? body(message) : null);

        assertThat(asked).containsExactly(4_000, room);
    }

    /** AIDotNet/OpenCowork#82: the limit is the caller's own. */
    @Test
    void leavesTheCallersLimit() {
        UpstreamException refusal =
                Objects.requireNonNull(answer("{\"max_tokens\":3000}", limit -> vllm(4_096, 1_097, limit)));

        assertThat(asked).containsExactly(3_000);
        assertThat(Objects.requireNonNull(
                        Objects.requireNonNull(refusal.error()).promptSize()))
                .isEqualTo(new PromptSize(0, 4_096));
    }

    /** A prompt that is too long alone is not sent again. */
    @Test
    void doesNotAskAgainWhereThePromptAloneIsTooLong() {
        String message =
                "This model's maximum context length is 4096 tokens. However, your prompt contains at least 4097"
                        + " input tokens, which exceeds this limit.";

        assertThat(answer("{}", limit -> body(message))).isNotNull();

        assertThat(asked).hasSize(1);
    }

    private static @Nullable String vllm(int context, int prompt, int limit) {
        int counted = context - limit + 1;
        return prompt < counted ? null : body("""
                        This model's maximum context length is %d tokens. However, you requested %d output tokens and \
                        your prompt contains at least %d input tokens, for a total of at least %d tokens. Please \
                        reduce the length of the input prompt or the number of requested output tokens. \
                        (parameter=input_tokens, value=%d)""".formatted(context, limit, counted, context + 1, counted));
    }

    private static String body(String message) {
        ObjectNode error = JSON.createObjectNode()
                .put("message", message)
                .put("type", "BadRequestError")
                .put("param", "input_tokens")
                .put("code", 400);
        return JSON.createObjectNode().set("error", error).toString();
    }

    /**
     * Asks a server until it accepts a limit, as the client does.
     *
     * @param server the error body for a limit, null where the server answers
     * @return the last refusal, null where the server answered
     */
    private @Nullable UpstreamException answer(String fields, IntFunction<@Nullable String> server) {
        ObjectNode request = (ObjectNode) JSON.readTree("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        request.setAll((ObjectNode) JSON.readTree(fields));
        AdaptedRequest adapted = adapter.adapt(new CallerRequest(request, Set.of()), null);
        while (true) {
            asked.add(adapted.body().path("max_tokens").asInt());
            String refused = server.apply(asked.getLast());
            if (refused == null) {
                adapter.learn(adapted);
                return null;
            }
            UpstreamException refusal = errors.response(400, null, refused.getBytes(StandardCharsets.UTF_8));
            AdaptedRequest next = adapter.afterRefusal(adapted, refusal, null);
            if (next == null) {
                return refusal;
            }
            adapted = next;
        }
    }
}
