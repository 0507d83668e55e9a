package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiUrlTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://miner.example.com",
                "https://miner.example.com/",
                "https://miner.example.com:8443/v1",
                "http://203.0.113.5:8001",
                "HTTPS://[2001:db8::1]/x",
                "https://xn--mnchen-3ya.example",
            })
    void acceptsUrlsThatCanBeCalledAndKeepsTheText(String text) {
        assertThat(new ApiUrl(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "miner.example.com",
                "ftp://miner.example.com",
                "0x1234",
                "https://",
                "https:///path",
                "https://miner.example.com /x",
                " https://miner.example.com",
                "https://miner.example.com\n",
                "https://miner\t.example.com",
                "https://münchen.example",
                "https://user:secret@miner.example.com",
                "https://miner.example.com?x=1",
                "https://miner.example.com#x",
                "https://miner.example.com:0",
                "https://miner.example.com:70000",
                "https://miner.example.com/<seperate>x",
                "https://miner_example.com:port",
            })
    void refusesOtherUrls(String text) {
        assertThatThrownBy(() -> new ApiUrl(text))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.USAGE)
                .hasMessageStartingWith("The API URL");
    }

    @Test
    void refusesLongUrls() {
        assertThatThrownBy(() -> new ApiUrl("https://miner.example.com/" + "a".repeat(2_000)))
                .hasMessageContaining("2000");
    }

    @Test
    void appendsPaths() {
        assertThat(new ApiUrl("https://a.example/m").at("/health")).hasToString("https://a.example/m/health");
        assertThat(new ApiUrl("https://a.example/m/").at("/health")).hasToString("https://a.example/m//health");
        assertThat(new ApiUrl("https://a.example").at("/health")).hasToString("https://a.example/health");
    }

    @Test
    void parsesHostAndPort() {
        assertThat(new ApiUrl("https://[2001:db8::1]").host()).isEqualTo("2001:db8::1");
        assertThat(new ApiUrl("https://a.example").port()).isEqualTo(443);
        assertThat(new ApiUrl("http://a.example").port()).isEqualTo(80);
        assertThat(new ApiUrl("http://a.example:8001").port()).isEqualTo(8001);
    }
}
