package io.minerstack.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.minerstack.gateway.TestObjects;
import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ApiKeyPropertiesTests {

    @Test
    void acceptsAKeyThatTheSuggestedCommandMakes() {
        Secret key = Secret.of("9c1f0e5b7a2d4c6e8f0a1b3c5d7e9f1a2b4c6d8e0f1a3b5c7d9e1f2a4b6c8d0e");

        assertThat(new ApiKeyProperties(key, "", false).apiKey()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "on,true",
        "true,true",
        "yes,true",
        "1,true",
        "ON,true",
        "off,false",
        "false,false",
        "no,false",
        "0,false"
    })
    void takesTheWordsForOnAndOffThatTheConfigurationPageHas(String word, boolean on) {
        assertThat(bind(word).publicCapabilities()).isEqualTo(on);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "enabled", "2"})
    void refusesOtherWordsThanOnAndOff(String word) {
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(word));
    }

    private static ApiKeyProperties bind(String publicCapabilities) {
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        "gateway.identity.api-key",
                        TestObjects.KEY,
                        "gateway.identity.public-capabilities",
                        publicCapabilities)))
                .bind("gateway.identity", ApiKeyProperties.class)
                .get();
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
