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

    private FakeTerminal terminal = FakeTerminal.withoutInput();

    @TempDir
    private Path folder;

    @Test
    void prefersTheOptionOverTheEnvironment() {
        Map<String, String> variables = Map.of("API_KEY", "from-environment");
        assertThat(find(WipeableSecret.of("given"), variables)).isEqualTo("given");
        assertThat(terminal.errors()).contains("! --token shows the key");
        assertThat(find(null, variables)).isEqualTo("from-environment");
        assertThat(terminal.errors())
                .contains("token: API_KEY of the environment")
                .doesNotContain("from-environment");
    }

    @Test
    void namesTheFileThatTheStartScriptReadTheKeyFrom() {
        find(null, Map.of("API_KEY", "the-key", "API_KEY_ORIGIN", "/stack/.env"));
        assertThat(terminal.errors()).isEqualTo("token: API_KEY of /stack/.env\n");
    }

    @Test
    void warnsIfDockerComposeHasAnotherKey() throws IOException {
        Path stack = folder.resolve("stack");
        Path secret = Files.createDirectories(stack.resolve("secrets")).resolve("API_KEY");
        Map<String, String> variables = Map.of("MINER_HOME", stack.toString(), "API_KEY", "the-key");
        Files.writeString(secret, "the-key\n");
        assertThat(find(null, variables)).isEqualTo("the-key");
        assertThat(terminal.errors()).doesNotContain("another key");
        Files.writeString(secret, "an-older-key\n");
        assertThat(find(null, variables)).isEqualTo("the-key");
        assertThat(terminal.errors())
                .contains("! " + secret + " holds another key")
                .doesNotContain("older", "the-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void promptsForTheKeyIfTheVariableIsBlank(String variable) {
        terminal = FakeTerminal.typing(" the-key ");
        assertThat(find(null, Map.of("API_KEY", variable))).isEqualTo("the-key");
        assertThat(terminal.prompt()).contains("API key", "not shown");
        assertThat(terminal.errors() + terminal.printed()).doesNotContain("the-key");
    }

    @Test
    void doesNotPromptIfTheVariableIsSet() {
        terminal = FakeTerminal.typing("the-key");
        assertThat(find(null, Map.of("API_KEY", "from-environment"))).isEqualTo("from-environment");
        assertThat(terminal.prompt()).isNull();
    }

    @Test
    void namesEverySourceIfThereIsNoKey() {
        assertThatThrownBy(() -> find(null, Map.of()))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.USAGE)
                .hasMessageContaining("no terminal")
                .hasMessageContaining("API_KEY")
                .hasMessageContaining(".env beside ./miner")
                .hasMessageContaining("--token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " a", "a ", "tok\nSigned by: me", "tok\r", "tök", "t\u0000", "a<seperate>b", "\u007f"})
    void refusesTokensThatBreakTheFileOrTheHeaderWithoutQuotingThem(String token) {
        assertThatThrownBy(() -> find(WipeableSecret.of(token), Map.of()))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.USAGE)
                .hasMessageStartingWith("The token")
                .message()
                .doesNotContain("\n");
    }

    private String find(@Nullable WipeableSecret option, Map<String, String> variables) {
        CliEnvironment environment =
                new CliEnvironment(terminal, variables, Clock.systemUTC(), folder.toString(), folder);
        return ApiKeySource.find(option, environment).reveal();
    }
}
