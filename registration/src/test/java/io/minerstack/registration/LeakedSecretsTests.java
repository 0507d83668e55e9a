package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakedSecretsTests {

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16BE"})
    void findsAPasswordInEachCharacterSet(String charset) {
        String text = "x password=" + TestObjects.PASSWORD + "\n";
        assertThat(LeakedSecrets.in(text.getBytes(Charset.forName(charset)))).containsExactly(TestObjects.PASSWORD);
    }

    @Test
    void findsNothingInOtherText() {
        assertThat(LeakedSecrets.in(("another " + TestObjects.ADDRESS).getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }
}
