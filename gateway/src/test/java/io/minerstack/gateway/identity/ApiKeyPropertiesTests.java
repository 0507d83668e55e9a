package io.minerstack.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyPropertiesTests {

    @Test
    void acceptsAKeyThatTheSuggestedCommandMakes() {
        Secret key = Secret.of("9c1f0e5b7a2d4c6e8f0a1b3c5d7e9f1a2b4c6d8e0f1a3b5c7d9e1f2a4b6c8d0e");

        assertThat(new ApiKeyProperties(key, "", false).apiKey()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "short",
                "0123456789abcdef0123456789abcde",
                "your_secure_api_key_here",
                "your_secure_api_key_here_0123456789abcdef",
                "CHANGE-ME-change-me-0123456789abcdef",
                "changeme0123456789abcdef0123456789abcdef",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "0123456789abcdef 0123456789abcdef",
                "0123456789abcdef0123456789abcdéf"
            })
    void refusesAWeakKeyAndSaysHowToMakeOne(String key) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> new ApiKeyProperties(Secret.of(key), "", false))
                .withMessageStartingWith("API_KEY: ")
                .withMessageEndingWith("openssl rand -hex 32")
                .satisfies(wrong -> assertThat(key.isBlank()
                                || !String.valueOf(wrong.getMessage()).contains(key))
                        .isTrue());
    }
}
