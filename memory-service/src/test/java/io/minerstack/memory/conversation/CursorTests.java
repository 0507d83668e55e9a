package io.minerstack.memory.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.problem.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CursorTests {

    @Test
    void parsesItsOwnTextForm() {
        Cursor cursor = new Cursor(Instant.parse("2026-01-01T12:00:00.123456Z"), "😀/%2F..\u202E");
        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
        assertThat(cursor.toString()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void parsesOrRefusesEveryChangeOfOneCharacter() {
        String text = new Cursor(Instant.parse("2026-01-01T12:00:00Z"), "cid").toString();
        for (int i = 0; i < text.length(); i++) {
            for (char other : "A9_-!".toCharArray()) {
                String changed = text.substring(0, i) + other + text.substring(i + 1);
                try {
                    Cursor.parse(changed);
                } catch (ProblemException refused) {
                    assertThat(refused.violations()).hasSize(1);
                }
            }
        }
    }

    @Test
    void refusesACursorThatPostgresqlCannotTake() {
        Instant time = Instant.parse("2026-01-01T12:00:00Z");
        for (Cursor cursor : new Cursor[] {
            new Cursor(time, "a\0b"),
            new Cursor(time, "a\nb"),
            new Cursor(time, "x".repeat(101)),
            new Cursor(Instant.parse("+292000-01-01T00:00:00Z"), "cid"),
            new Cursor(Instant.parse("-10000-01-01T00:00:00Z"), "cid")
        }) {
            String text = cursor.toString();
            assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(ProblemException.class);
        }
    }
}
