package io.minerstack.registration.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignedTextTests {

    @Test
    void encodesTextAsUtf8WithoutAPrefix() {
        assertThat(SignedText.bytes("https://ä<seperate>🦀"))
                .isEqualTo("https://ä<seperate>🦀".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesTextThatWalletsDecodeAsHexadecimal() {
        assertThatThrownBy(() -> SignedText.bytes("0xabcd<seperate>t")).hasMessageStartingWith("Invalid hex string");
    }

    @Test
    void refusesLoneSurrogatesInsteadOfReplacingThem() {
        assertThatThrownBy(() -> SignedText.bytes("a\uD83Eb")).hasMessageContaining("Unicode");
    }
}
