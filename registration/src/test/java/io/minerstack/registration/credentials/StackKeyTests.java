package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.failure.ExitCode;
import io.minerstack.registration.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackKeyTests {

    @TempDir
    private Path folder;

    @Test
    void prefersWhatWasGivenThenTheEnvironmentThenTheFile() throws IOException {
        Files.writeString(folder.resolve(".env"), "API_KEY=from-file\n");
        Map<String, String> environment = Map.of("API_KEY", "from-environment");
        assertThat(StackKey.orGiven(Secret.of("given"), environment, folder).reveal())
                .isEqualTo("given");
        assertThat(StackKey.orGiven(null, environment, folder).reveal()).isEqualTo("from-environment");
        assertThat(StackKey.orGiven(null, Map.of("API_KEY", " "), folder).reveal())
                .isEqualTo("from-file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_KEY=the-key",
                "# API_KEY=no\nexport API_KEY=the-key",
                "API_KEY=older\nPORT=1\n  API_KEY = no\nAPI_KEY=the-key  # mine\n",
                "API_KEY=\"the-key\"",
                "API_KEY='the-key' # mine\r\n",
                "MY_API_KEY=no\nAPI_KEY=the-key",
            })
    void readsTheFileAsAShellWould(String content) throws IOException {
        Files.writeString(folder.resolve(".env"), content);
        assertThat(StackKey.orGiven(null, Map.of(), folder).reveal()).isEqualTo("the-key");
    }

    @Test
    void saysWhereATokenCanComeFrom() {
        assertThatThrownBy(() -> StackKey.orGiven(null, Map.of(), folder))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.USAGE)
                .hasMessageContaining("--token")
                .hasMessageContaining(".env");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "tok\nSigned by: me", "tok\r", "tök", "t\u0000", "a<seperate>b", "\u007f"})
    void refusesTokensThatBreakTheFileOrTheHeaderWithoutQuotingThem(String token) {
        assertThatThrownBy(() -> StackKey.orGiven(Secret.of(token), Map.of(), folder))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.USAGE)
                .hasMessageStartingWith("The token")
                .message()
                .doesNotContain("\n");
    }
}
