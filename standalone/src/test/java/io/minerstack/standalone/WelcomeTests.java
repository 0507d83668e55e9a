package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeTests {

    @TempDir
    Path home;

    @Test
    void printsTheKeysFileAndNotTheKey() throws IOException {
        Files.writeString(home.resolve(".env"), "API_KEY=0123456789abcdef\n");

        String text = text(Map.of("API_KEY", "0123456789abcdef", "PORT", "9123"));

        assertThat(text)
                .contains("http://localhost:9123/complete")
                .contains("sed -n 's/^API_KEY=//p' '" + home.resolve(".env") + "'")
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void readsTheKeyFromTheEnvironmentIfNoFileHasIt() throws IOException {
        Files.writeString(home.resolve(".env"), "API_KEY=\nPORT=1\n");

        assertThat(text(Map.of())).contains("X-API-Key: $API_KEY");
    }

    private String text(Map<String, String> environment) {
        return String.join(
                "\n",
                Welcome.of(new Settings(home, home.resolve("data"), environment))
                        .lines());
    }
}
