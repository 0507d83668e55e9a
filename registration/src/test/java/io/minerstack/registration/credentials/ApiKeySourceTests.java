package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeySourceTests {

    private FakeTerminal terminal = FakeTerminal.withNobody();

    @TempDir
    private Path folder;

    @Test
    void prefersWhatWasGivenThenTheEnvironmentThenTheFile() throws IOException {
        Files.writeString(folder.resolve(".env"), "API_KEY=from-file\n");
        Map<String, String> environment = Map.of("API_KEY", "from-environment");
        assertThat(key(WipeableSecret.of("given"), environment)).isEqualTo("given");
        assertThat(terminal.complained()).contains("! --token shows the key");
        assertThat(key(null, environment)).isEqualTo("from-environment");
        assertThat(terminal.complained()).contains("token: API_KEY of the environment");
        assertThat(key(null, Map.of("API_KEY", " "))).isEqualTo("from-file");
        assertThat(terminal.complained())
                .contains("token: API_KEY of " + folder.resolve(".env"))
                .doesNotContain("from-file", "from-environment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_KEY=the-key",
                "# API_KEY=no\nexport API_KEY=the-key",
                "PORT=1\n  API_KEY =  the-key\t# mine\nAPI_KEY=later\n",
                "export API_KEY=the-key\nAPI_KEY=later",
                "# m\u00fcnchen\nAPI_KEY=the-key",
                "API_KEY=\"the-key\"",
                "API_KEY='the-key' # mine\r\n",
                "MY_API_KEY=no\nAPI_KEY=the-key",
                "a line without a sign\nAPI_KEY=the-key",
            })
    void readsTheFileAsTheStartScriptDoes(String content) throws IOException {
        Files.writeString(folder.resolve(".env"), content);
        assertThat(key(null, Map.of())).isEqualTo("the-key");
    }

    @Test
    void looksIntoTheStacksFolderWhereverItWasCalledFrom() throws IOException {
        Path stack = folder.resolve("stack");
        Files.createDirectories(stack.resolve("secrets"));
        Files.writeString(folder.resolve(".env"), "API_KEY=of-another\n");
        Files.writeString(stack.resolve(".env"), "API_KEY=the-key\n");
        Files.writeString(stack.resolve("secrets/API_KEY"), "the-key\n");
        Map<String, String> environment = Map.of("MINER_HOME", stack.toString());
        assertThat(key(null, environment)).isEqualTo("the-key");
        assertThat(terminal.complained()).doesNotContain("another key");
        Files.writeString(stack.resolve("secrets/API_KEY"), "an-older-key\n");
        assertThat(key(null, environment)).isEqualTo("the-key");
        assertThat(terminal.complained())
                .contains("! " + stack.resolve("secrets/API_KEY") + " holds another key")
                .doesNotContain("older", "the-key");
    }

    @Test
    void namesTheFileThatTheStartScriptReadTheKeyFrom() {
        key(null, Map.of("API_KEY", "the-key", "API_KEY_ORIGIN", "/stack/.env"));
        assertThat(terminal.complained()).isEqualTo("token: API_KEY of /stack/.env\n");
    }

    @Test
    void saysWhereATokenCanComeFrom() {
        assertThatThrownBy(() -> key(null, Map.of()))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.USAGE)
                .hasMessageContaining("nobody is here")
                .hasMessageContaining("--token")
                .hasMessageContaining(".env");
    }

    @Test
    void asksForTheKeyWhereNoneIsSet() {
        terminal = FakeTerminal.typing(" the-key ");
        assertThat(key(null, Map.of())).isEqualTo("the-key");
        assertThat(terminal.asked()).contains("API key", "not shown");
        assertThat(terminal.complained() + terminal.printed()).doesNotContain("the-key");
        terminal = FakeTerminal.typing("the-key");
        assertThat(key(null, Map.of("API_KEY", "from-environment"))).isEqualTo("from-environment");
        assertThat(terminal.asked()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " a", "a ", "tok\nSigned by: me", "tok\r", "tök", "t\u0000", "a<seperate>b", "\u007f"})
    void refusesTokensThatBreakTheFileOrTheHeaderWithoutQuotingThem(String token) {
        assertThatThrownBy(() -> key(WipeableSecret.of(token), Map.of()))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.USAGE)
                .hasMessageStartingWith("The token")
                .message()
                .doesNotContain("\n");
    }

    private String key(@Nullable WipeableSecret given, Map<String, String> environment) {
        CliEnvironment surroundings =
                new CliEnvironment(terminal, environment, Clock.systemUTC(), folder.toString(), folder);
        return ApiKeySource.orGiven(given, surroundings).reveal();
    }
}
