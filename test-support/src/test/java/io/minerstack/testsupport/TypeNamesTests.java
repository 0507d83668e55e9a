package io.minerstack.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeNamesTests {

    @TempDir
    private Path root;

    @Test
    void findsNamesThatStandForSeveralTypes() throws IOException {
        source("gateway", "route", "Entry");
        source("memory", "playbook", "Entry");
        source("memory", "playbook", "Answer");
        source("memory", "playbook", "package-info");
        source("agent", "playbook", "Answer");
        source("agent", "playbook", "package-info");
        source("agent", "vote", "Single");

        assertThat(TypeNames.duplicates(root, Set.of("Answer")))
                .isEqualTo(Map.of(
                        "Entry",
                        Set.of("gateway/src/main/java/route/Entry.java", "memory/src/main/java/playbook/Entry.java")));
    }

    private void source(String module, String inPackage, String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(module).resolve("src/main/java/" + inPackage));
        Files.writeString(root.resolve(module).resolve("pom.xml"), "");
        Files.writeString(folder.resolve(name + ".java"), "");
    }
}
