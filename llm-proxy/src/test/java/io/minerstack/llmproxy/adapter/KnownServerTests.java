package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownServerTests {

    @Test
    void standInTheReadmeAsInTheCode() throws IOException {
        String rows = String.join(
                "\n", Arrays.stream(KnownServer.values()).map(KnownServer::row).toList());

        assertThat(Files.readString(Path.of("README.md"))).contains("\n" + rows + "\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, OPENAI",
        "https://my-resource.openai.azure.com/openai/v1, AZURE",
        "https://generativelanguage.googleapis.com/v1beta/openai, GEMINI",
        "http://gpu:8000/v1, "
    })
    void areFoundByTheirHost(URI api, KnownServer server) {
        assertThat(KnownServer.of(api).orElse(null)).isEqualTo(server);
    }

    @Test
    void giveTheNameOfTheOutputLimit() {
        MaxTokensField auto = MaxTokensField.of("auto");

        assertThat(auto.nameFor(URI.create("https://r.openai.azure.com/openai/v1")))
                .isEqualTo("max_completion_tokens");
        assertThat(auto.nameFor(URI.create("https://api.groq.com/openai/v1"))).isEqualTo("max_tokens");
    }
}
