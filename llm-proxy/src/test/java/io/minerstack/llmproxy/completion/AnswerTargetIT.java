package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.SingleProviderSetup;
import io.minerstack.llmproxy.TestRequests;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every answer of the model comes at about 100 tokens per second. */
class AnswerTargetIT extends SingleProviderSetup {

    private static final Duration GAP = Duration.ofMillis(10);

    @BeforeEach
    void measuresASlowModel() {
        MODEL.answering("word ".repeat(40).strip());
        MODEL.always(FakeResponse.ok().withGap(GAP));
        for (int i = 0; i < 20; i++) {
            client.ask(false);
        }
    }

    @Test
    void plansTheTokenLimitFromTheMeasuredSpeedAndTheTimeLeftToTheTarget() {
        assertThat(maxTokens(TestRequests.CHAT, Duration.ofSeconds(5))).isBetween(256, 600);
        assertThat(maxTokens(TestRequests.CHAT, Duration.ofSeconds(1))).isEqualTo(256);
        assertThat(maxTokens(TestRequests.CHAT, Duration.ofSeconds(50))).isEqualTo(777);
    }

    @Test
    void plansForTheDeadlineAfterTheTarget() {
        assertThat(maxTokens(TestRequests.CHAT, Duration.ofSeconds(-1))).isEqualTo(777);
    }

    @Test
    void keepsTheCallersOwnLimit() {
        assertThat(maxTokens(
                        TestRequests.CHAT.replace("{\"messages\"", "{\"max_tokens\":700,\"messages\""),
                        Duration.ofSeconds(1)))
                .isEqualTo(700);
    }

    @Test
    void plansJsonForTheTargetLikeText() {
        String json = TestRequests.CHAT.replace(
                "{\"messages\"", "{\"response_format\":{\"type\":\"json_object\"},\"messages\"");

        assertThat(maxTokens(json, Duration.ofSeconds(1))).isEqualTo(256);
        assertThat(maxTokens(json, Duration.ofSeconds(50))).isEqualTo(777);
    }

    private int maxTokens(String body, Duration toTarget) {
        client.send(
                body,
                "X-Deadline",
                TestRequests.deadlineIn(Duration.ofSeconds(55)),
                "X-Answer-Target",
                TestRequests.deadlineIn(toTarget));
        return MODEL.lastRequest().body().path("max_tokens").asInt();
    }
}
