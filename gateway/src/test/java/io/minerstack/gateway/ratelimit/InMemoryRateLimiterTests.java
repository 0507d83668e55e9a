package io.minerstack.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class InMemoryRateLimiterTests {

    private static final Limit TWENTY_A_MINUTE = Limit.of("20/m");
    private static final RateLimitKey ALICE = RateLimitKey.ofAccount("alice");

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
    void allowsAllRequestsOfAWindowAtOnceAndNoMore() {
        for (int left = 19; left >= 0; left--) {
            assertThat(take(ALICE, RateLimitGroup.COMPLETE))
                    .extracting(RateLimitDecision::allowed, RateLimitDecision::remaining)
                    .containsExactly(true, (long) left);
        }

        RateLimitDecision over = take(ALICE, RateLimitGroup.COMPLETE);
        assertThat(over.allowed()).isFalse();
        assertThat(over.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(over.reset()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void allowsNoMoreThanTheLimitInTheFirstMinuteHoweverItIsSpread() {
        int allowed = 0;
        for (int second = 0; second < 60; second++) {
            allowed += take(ALICE, RateLimitGroup.COMPLETE).allowed() ? 1 : 0;
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }

        assertThat(allowed).isEqualTo(20);
        assertThat(take(ALICE, RateLimitGroup.COMPLETE).remaining()).isEqualTo(19);
    }

    @Test
    void beginsAWindowWithTheFirstRequestAfterAPause() {
        take(ALICE, RateLimitGroup.COMPLETE);
        now.addAndGet(Duration.ofSeconds(90).toNanos());

        assertThat(take(ALICE, RateLimitGroup.COMPLETE).reset()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void countsKeysGroupsAndKindsSeparately() {
        for (int i = 0; i < 21; i++) {
            take(ALICE, RateLimitGroup.COMPLETE);
        }

        assertThat(take(ALICE, RateLimitGroup.REFINE).remaining()).isEqualTo(19);
        assertThat(take(RateLimitKey.ofAccount("bob"), RateLimitGroup.COMPLETE).remaining())
                .isEqualTo(19);
        assertThat(take(RateLimitKey.ofAddress("alice"), RateLimitGroup.COMPLETE)
                        .remaining())
                .isEqualTo(19);
    }

    @Test
    void writesTheStateOfTheLimitToTheHeaders() {
        HttpHeaders headers = new HttpHeaders();

        RateLimitHeaders.write(
                headers, RateLimitGroup.HUMAN_FEEDBACK, TWENTY_A_MINUTE, take(ALICE, RateLimitGroup.HUMAN_FEEDBACK));

        assertThat(headers.getFirst("RateLimit-Policy")).isEqualTo("\"human_feedback\";q=20;w=60");
        assertThat(headers.getFirst("RateLimit")).isEqualTo("\"human_feedback\";r=19;t=60");
    }

    private RateLimitDecision take(RateLimitKey key, RateLimitGroup group) {
        return Objects.requireNonNull(limiter.take(key, group, TWENTY_A_MINUTE).block(Duration.ofSeconds(5)));
    }
}
