package io.minerstack.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastStartTests {

    @TempDir
    Path home;

    @Test
    void distinguishesBuildsOfTheSameSizeAndDate() throws IOException {
        Path first = folderFor("one");

        assertThat(folderFor("two")).isNotEqualTo(first);
        assertThat(folderFor("one")).isEqualTo(first);
    }

    @Test
    void startsTheOriginalJarUntilTheRehearsalHasEnded() throws IOException {
        folderFor("one");
        Settings settings = new Settings(home, home.resolve("data"), Map.of());
        FastStart start = FastStart.of(settings, Catalog.of(settings, null).getFirst());
        Files.createDirectories(start.folder());
        Files.writeString(start.folder().resolve("app.aot"), "half of a cache");

        assertThat(start.command()).endsWith("-jar", start.jar().toString());

        start.settle();
        assertThat(start.command())
                .endsWith("-jar", start.folder().resolve("gateway.jar").toString());
    }

    private Path folderFor(String content) throws IOException {
        Path jar = home.resolve("gateway/target/gateway.jar");
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            JarEntry entry = new JarEntry("BOOT-INF/classes/A.class");
            entry.setTime(0);
            out.putNextEntry(entry);
            out.write(content.getBytes(StandardCharsets.US_ASCII));
            out.closeEntry();
        }
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        Settings settings = new Settings(home, home.resolve("data"), Map.of());
        return FastStart.of(settings, Catalog.of(settings, null).getFirst()).folder();
    }
}
