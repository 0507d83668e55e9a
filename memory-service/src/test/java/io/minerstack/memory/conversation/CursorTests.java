package io.minerstack.memory.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTests {

    @Test
    void parsesItsOwnTextForm() {
        Cursor cursor = new Cursor(Instant.parse("2026-01-01T12:00:00.123456Z"), "😀/%2F..\u202E");
        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
        assertThat(cursor.toString()).matches("[0-9]{1,17}\\.[0-9a-f]{2,800}");
    }

    @Test
    void parsesOrRefusesEveryChangeOfOneCharacter() {
        String text = new Cursor(Instant.parse("2026-01-01T12:00:00Z"), "cid").toString();
        for (int i = 0; i < text.length(); i++) {
            for (char other : "Aa9_-!.".toCharArray()) {
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
    void refusesAnotherFormThanTheDocumentedOne() {
        for (String text :
                List.of("1", "1.", ".61", "-1.61", "1.6", "1.6G", "123456789012345678.61", "1.61 ", "١.61", "AQAA")) {
            assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void makesATextThatPostgresqlCanTakeOfEveryCursor() {
        assertThat(Cursor.parse("99999999999999999.00ff").cid()).isEqualTo("\uFFFD\uFFFD");
        assertThat(Cursor.parse("0.eda080").cid()).doesNotContain("\0").isNotEmpty();
    }
}
