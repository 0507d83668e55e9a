package io.minerstack.memory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresTextTests {

    @Test
    void replacesNulAndLoneSurrogatesAndNothingElse() {
        assertThat(StorableText.of("a\u0000b\uD83Dc\uDE00d😀\u200D\n")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd😀\u200D\n");
        String clean = "nothing to do \u202E 😀";
        assertThat(StorableText.of(clean)).isEqualTo(clean);
    }

    @Test
    void reachesEveryStringOfAJsonValue() {
        assertThat(StorableText.within(Map.of("k\u0000", List.of("\u0000", 1, Map.of("x", "\u0000")))))
                .isEqualTo(Map.of("k\uFFFD", List.of("\uFFFD", 1, Map.of("x", "\uFFFD"))));
        assertThat(StorableText.within(Arrays.asList(null, true))).isEqualTo(Arrays.asList(null, true));
    }

    @Test
    void cutsBetweenCodePointsAndSaysSo() {
        assertThat(StorableText.cut("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(StorableText.cut("😀😀😀😀", 3)).isEqualTo("😀😀…");
    }
}
