package io.minerstack.stacksupport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTests {

    @TempDir
    private Path folder;

    @Test
    void appendsToWhatOthersWroteAndMakesAFileForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("audit.jsonl");

        try (AuditFile one = AuditFile.open(file);
                AuditFile another = AuditFile.open(file)) {
            one.append("{\"number\":1}");
            another.append("{\"number\":2}");
            one.append("{\"number\":3}");
        }

        assertThat(file).hasContent("{\"number\":1}\n{\"number\":2}\n{\"number\":3}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void followsNoLink() throws IOException {
        Path link = Files.createSymbolicLink(
                folder.resolve("audit.jsonl"), Files.createFile(folder.resolve("elsewhere.jsonl")));

        assertThatThrownBy(() -> AuditFile.open(link)).isInstanceOf(IOException.class);
    }
}
