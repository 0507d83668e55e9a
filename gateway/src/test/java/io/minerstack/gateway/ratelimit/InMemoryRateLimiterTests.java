package io.minerstack.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class InMemoryRateLimiterTests {

    private static final Limit TWENTY_A_MINUTE = Limit.of("20/m");
    private static final Taker ALICE = Taker.key("alice");

    private final AtomicLong now = new AtomicLong();
    private final RateLimiter limiter = new InMemoryRateLimiter(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void allowsAsManyAtOnceAsTheWindowHasAndNoMore() {
        for (int left = 19; left >= 0; left--) {
            assertThat(take(ALICE, LimitGroup.COMPLETE))
                    .extracting(Decision::allowed, Decision::remaining)
                    .containsExactly(true, (long) left);
        }

        Decision over = take(ALICE, LimitGroup.COMPLETE);
        assertThat(over.allowed()).isFalse();
        assertThat(over.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(over.reset()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void givesBackEvenlyWhatWasUsed() {
        for (int i = 0; i < 20; i++) {
            take(ALICE, LimitGroup.COMPLETE);
        }

        now.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(take(ALICE, LimitGroup.COMPLETE).allowed()).isTrue();
        assertThat(take(ALICE, LimitGroup.COMPLETE).allowed()).isFalse();
    }

    @Test
    void keepsCallersGroupsAndKindsApart() {
        for (int i = 0; i < 21; i++) {
            take(ALICE, LimitGroup.COMPLETE);
        }

        assertThat(take(ALICE, LimitGroup.REFINE).remaining()).isEqualTo(19);
        assertThat(take(Taker.key("bob"), LimitGroup.COMPLETE).remaining()).isEqualTo(19);
        assertThat(take(Taker.address("alice"), LimitGroup.COMPLETE).remaining())
                .isEqualTo(19);
    }

    @Test
    void writesWhereACallerStands() {
        HttpHeaders headers = new HttpHeaders();

        RateLimitHeaders.write(
                headers, LimitGroup.HUMAN_FEEDBACK, TWENTY_A_MINUTE, take(ALICE, LimitGroup.HUMAN_FEEDBACK));

        assertThat(headers.getFirst("RateLimit-Policy")).isEqualTo("\"human_feedback\";q=20;w=60");
        assertThat(headers.getFirst("RateLimit")).isEqualTo("\"human_feedback\";r=19;t=3");
    }

    private Decision take(Taker taker, LimitGroup group) {
        return Objects.requireNonNull(
                limiter.take(taker, group, TWENTY_A_MINUTE).block(Duration.ofSeconds(5)));
    }
}
