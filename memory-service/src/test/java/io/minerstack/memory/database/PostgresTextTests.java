package io.minerstack.memory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresTextTests {

    @Test
    void replacesOnlyNulAndUnpairedSurrogates() {
        assertThat(PostgresText.sanitize("a\u0000b\uD83Dc\uDE00d😀\u200D\n"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd😀\u200D\n");
        String clean = "nothing to do \u202E 😀";
        assertThat(PostgresText.sanitize(clean)).isEqualTo(clean);
    }

    @Test
    void sanitizesEveryStringOfAJsonValue() {
        assertThat(PostgresText.sanitizeJson(Map.of("k\u0000", List.of("\u0000", 1, Map.of("x", "\u0000")))))
                .isEqualTo(Map.of("k\uFFFD", List.of("\uFFFD", 1, Map.of("x", "\uFFFD"))));
        assertThat(PostgresText.sanitizeJson(Arrays.asList(null, true))).isEqualTo(Arrays.asList(null, true));
    }

    @Test
    void truncatesBetweenCodePointsWithAnEllipsis() {
        assertThat(PostgresText.truncate("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(PostgresText.truncate("😀😀😀😀", 3)).isEqualTo("😀😀…");
    }
}
