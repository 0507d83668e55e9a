package io.minerstack.servicesupport.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTests {

    @Test
    void acceptsAnAllowedId() {
        assertThat(RequestId.acceptOrNew("abc-DEF_1.2").value()).isEqualTo("abc-DEF_1.2");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "with space", "line\nbreak", "ümlaut", "semi;colon"})
    void replacesAnIdThatCouldForgeALogLine(String sent) {
        assertThat(RequestId.acceptOrNew(sent).value()).matches("[0-9a-f-]{36}");
    }

    @Test
    void replacesAnIdOfMoreThan128Characters() {
        String longest = "a".repeat(128);

        assertThat(RequestId.acceptOrNew(longest).value()).isEqualTo(longest);
        assertThat(RequestId.acceptOrNew(longest + "a").value()).isNotEqualTo(longest + "a");
    }
}
