package io.minerstack.memory.playbook.rules;

import static io.minerstack.memory.playbook.rules.EvictionPolicy.rank;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.OperationType;
import io.minerstack.memory.playbook.PlaybookEntry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EvictionPolicyTests {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void lowersTheRankOfContextWithItsAgeAndNeverThatOfACorrection() {
        PlaybookEntry context = entry(InsightType.CONTEXT);
        PlaybookEntry correction = entry(InsightType.CORRECTION);

        assertThat(rank(context, NOW.plus(Duration.ofDays(1)))).isEqualTo(rank(context, NOW) / 2);
        assertThat(rank(context, NOW.plus(Duration.ofDays(1000)))).isCloseTo(rank(context, NOW) * 0.3, within(1e-9));
        assertThat(rank(correction, NOW.plus(Duration.ofDays(1000)))).isEqualTo(rank(correction, NOW));
    }

    @Test
    void raisesTheRankWithEveryAgreement() {
        PlaybookEntry entry = entry(InsightType.CONTEXT);

        assertThat(rank(entry.reinforced(0.8, NOW), NOW)).isGreaterThan(rank(entry, NOW));
    }

    private static PlaybookEntry entry(InsightType type) {
        return new PlaybookEntry(1, type, "k", "v", OperationType.INSERT, "f", 0.8, NOW, NOW, 1, null, null, 0, 1);
    }
}
