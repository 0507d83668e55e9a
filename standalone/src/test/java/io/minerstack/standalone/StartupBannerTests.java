package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupBannerTests {

    @TempDir
    Path home;

    @Test
    void printsTheKeysFileAndNotTheKey() throws IOException {
        Files.writeString(home.resolve(".env"), "API_KEY=0123456789abcdef\n");

        String text = text(Map.of("API_KEY", "0123456789abcdef", "PORT", "9123"));

        assertThat(text)
                .contains("http://localhost:9123/complete")
                .contains("http://localhost:9123/console")
                .contains("sed -n 's/^API_KEY=//p' '" + home.resolve(".env") + "'")
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void readsTheKeyFromTheEnvironmentIfNoFileHasIt() throws IOException {
        Files.writeString(home.resolve(".env"), "API_KEY=\nPORT=1\n");

        assertThat(text(Map.of())).contains("X-API-Key: $API_KEY");
    }

    /** The command is run, because a key that is cut or quoted would only show as a 403. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_KEY=0123456789abcdef\r\nPORT=1\r\n",
                "\uFEFFAPI_KEY=0123456789abcdef\n",
                "API_KEY=\nexport API_KEY=old\nAPI_KEY=0123456789abcdef\n",
                "API_KEY=old\n  API_KEY\t=\t0123456789abcdef\t# new\n",
                "API_KEY=0123456789abcdef\n",
                "API_KEY=0123456789abcdef # made by ./miner up\n",
                "API_KEY = \"0123456789abcdef\"  # quoted\n",
                "PORT=1\nexport API_KEY='0123456789abcdef'\n"
            })
    void printsACommandThatReadsTheKey(String file) throws IOException, InterruptedException {
        Files.writeString(home.resolve(".env"), file);
        Files.copy(Path.of("../miner"), home.resolve("miner"), StandardCopyOption.COPY_ATTRIBUTES);
        String text = text(Map.of("API_KEY", "0123456789abcdef", "API_KEY_ORIGIN", home + "/.env"));
        String command = text.substring(text.indexOf("X-API-Key: ") + "X-API-Key: ".length(), text.indexOf("\" -H 'C"));

        Process shell = new ProcessBuilder("sh", "-c", "printf %s \"" + command + "\"").start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("0123456789abcdef");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void readsTheKeyFromTheEnvironmentWhereTheFileHasAnother() throws IOException {
        Files.writeString(home.resolve(".env"), "API_KEY=fedcba9876543210\n");

        assertThat(text(Map.of("API_KEY", "0123456789abcdef"))).contains("X-API-Key: $API_KEY");
    }

    @Test
    void showsTheAddressThatThePortListensOn() {
        assertThat(text(Map.of("HOST", "192.0.2.1"))).contains("http://192.0.2.1:8001/complete");
        assertThat(text(Map.of("HOST", "::"))).contains("http://localhost:8001/complete");
    }

    private String text(Map<String, String> environment) {
        return String.join(
                "\n",
                StartupBanner.of(new Settings(home, home.resolve("data"), home, environment))
                        .lines());
    }
}
