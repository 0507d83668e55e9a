package io.minerstack.llmproxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.Chunk.Head;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerSpeedTests {

    private static final int LEAST_TOKENS = 256;

    private final AnswerSpeed speed = new AnswerSpeed(LEAST_TOKENS);
    private final AtomicLong now = new AtomicLong();

    @Test
    void knowsNoPercentileBeforeTwentyExchanges() {
        for (int i = 0; i < 19; i++) {
            speed.firstToken(Duration.ofMillis(100));
        }
        assertThat(speed.firstTokenPercentile95()).isNull();

        speed.firstToken(Duration.ofMillis(100));
        assertThat(speed.firstTokenPercentile95()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void knowsTheUsualTimeToTheFirstTokenFromTheFirstExchange() {
        assertThat(speed.usualFirstToken()).isNull();

        speed.firstToken(Duration.ofSeconds(2));
        speed.firstToken(Duration.ofSeconds(9));
        speed.firstToken(Duration.ofSeconds(1));

        assertThat(speed.usualFirstToken()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void ignoresOneSlowExchangeOfTwenty() {
        for (int i = 1; i <= 19; i++) {
            speed.firstToken(Duration.ofMillis(i));
        }
        speed.firstToken(Duration.ofSeconds(30));

        assertThat(speed.firstTokenPercentile95()).isEqualTo(Duration.ofMillis(19));
    }

    @Test
    void forgetsOldExchanges() {
        for (int i = 0; i < 1_000; i++) {
            speed.firstToken(Duration.ofSeconds(30));
        }
        for (int i = 0; i < 64; i++) {
            speed.firstToken(Duration.ofMillis(5));
        }

        assertThat(speed.firstTokenPercentile95()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void limitsNoTokensBeforeThreeAnswers() {
        answers(2, 101, Duration.ofSeconds(10));
        assertThat(speed.tokensWithin(Duration.ofSeconds(1))).isEqualTo(Integer.MAX_VALUE);
        assertThat(speed.tokensPerSecond()).isZero();

        answers(1, 101, Duration.ofSeconds(10));
        assertThat(speed.tokensPerSecond()).isCloseTo(10, within(0.01));
    }

    @Test
    void plansTheTokensThatFitAfterTheFirstToken() {
        answers(5, 1_001, Duration.ofSeconds(10));
        speed.firstToken(Duration.ofSeconds(5));

        // 0.9 * (25 s - 5 s) * 100 tokens/s
        assertThat(speed.tokensWithin(Duration.ofSeconds(25))).isCloseTo(1_800, within(1));
    }

    @Test
    void plansNoFewerTokensThanAreUseful() {
        answers(5, 21, Duration.ofSeconds(20));
        speed.firstToken(Duration.ofSeconds(5));

        assertThat(speed.tokensWithin(Duration.ofSeconds(25))).isEqualTo(LEAST_TOKENS);
        assertThat(speed.tokensWithin(Duration.ZERO)).isEqualTo(LEAST_TOKENS);
    }

    @Test
    void followsAChangedRate() {
        answers(5, 1_001, Duration.ofSeconds(10));
        answers(20, 101, Duration.ofSeconds(10));

        assertThat(speed.tokensPerSecond()).isBetween(10.0, 12.0);
    }

    @Test
    void isNotMisledForLongByAFewVeryFastAnswers() {
        answers(10, 1_001, Duration.ofMillis(20));
        answers(7, 101, Duration.ofSeconds(5));

        assertThat(speed.tokensPerSecond()).isBetween(20.0, 30.0);
    }

    @Test
    void ignoresAnswersOfAFewTokens() {
        answers(10, 15, Duration.ofMillis(1));

        assertThat(speed.tokensWithin(Duration.ofSeconds(1))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void measuresAnExchangeByTheServersOwnCount() {
        JsonNode usage = JsonMapper.shared().readTree("{\"completion_tokens\":201}");
        for (int i = 0; i < 3; i++) {
            exchange(20, usage);
        }

        // 20 events in 1.9 s, in which the server counted 201 tokens
        assertThat(speed.tokensPerSecond()).isCloseTo(200 / 1.9, within(0.1));
    }

    @Test
    void countsEventsWhereTheServerCountsNoTokens() {
        for (int i = 0; i < 20; i++) {
            exchange(20, null);
        }

        assertThat(speed.tokensPerSecond()).isCloseTo(10, within(0.01));
        assertThat(speed.firstTokenPercentile95()).isEqualTo(Duration.ofSeconds(1));
    }

    private void answers(int count, int tokens, Duration generation) {
        for (int i = 0; i < count; i++) {
            speed.answer(tokens, generation);
        }
    }

    /** The first token after 1 s, then one event each 100 ms. */
    private void exchange(int events, @Nullable JsonNode usage) {
        ExchangePace pace = new ExchangePace(speed, now::get);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        for (int i = 0; i < events; i++) {
            pace.chunk(new Chunk(
                    Head.EMPTY, new Chunk.Delta("word", null, null, null, null, null, null), false, null, null));
            now.addAndGet(Duration.ofMillis(100).toNanos());
        }
        if (usage != null) {
            pace.chunk(new Chunk(Head.EMPTY, null, false, null, usage));
        }
        pace.completed();
    }
}
