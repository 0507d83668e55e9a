package io.minerstack.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTests {

    @TempDir
    Path home;

    private Settings settings;

    @BeforeEach
    void jars() throws IOException {
        settings = new Settings(home, home.resolve("data"), Map.of("LLM_PROVIDER", "vllm"));
        for (String folder : new String[] {"gateway", "agent-service", "memory-service", "llm-proxy"}) {
            Files.createDirectories(built(folder).getParent());
            Files.writeString(built(folder), "first");
        }
    }

    @Test
    void keepsTheCopyWhenABuildReplacesTheJar() throws IOException {
        Copies copies = Copies.make(settings);

        Files.writeString(built("llm-proxy"), "other");

        Path runs = ServiceJar.in(copies.settings().home(), "llm-proxy").file();
        assertThat(runs).startsWith(home.resolve("data")).hasContent("first");
    }

    @Test
    void replacesTheCopiesOfAnEarlierStartAndDeletesThem() throws IOException {
        Copies.make(settings);
        Files.writeString(built("gateway"), "second");

        Copies copies = Copies.make(settings);

        assertThat(ServiceJar.in(copies.settings().home(), "gateway").file()).hasContent("second");
        copies.remove();
        assertThat(copies.settings().home()).doesNotExist();
        assertThat(built("gateway")).hasContent("second");
    }

    private Path built(String folder) {
        return home.resolve(folder).resolve("target").resolve(folder + ".jar");
    }
}
