package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTests {

    private static final String OLDER = "https://a.example<seperate>t\n\tSigned by: 5x\n";
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void writesAFileThatOnlyItsOwnerCanReadAndNoOther() throws IOException {
        Path file = folder.resolve("out.txt");
        OutputFile.at(file).write(NEW);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void replacesAnOlderCredentialsFileAndItsMode() throws IOException {
        Path file = Files.writeString(folder.resolve("out.txt"), OLDER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        OutputFile.at(file).write(NEW);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** A hard link to the older file shows whether its content was overwritten. */
    @Test
    void replacesTheOlderFileInsteadOfOverwritingIt() throws IOException {
        Path file = Files.writeString(folder.resolve("out.txt"), OLDER);
        Path hardLink = Files.createLink(folder.resolve("hard-link.txt"), file);
        OutputFile.at(file).write(NEW);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(hardLink).hasContent(OLDER);
    }

    @Test
    void createsTheTemporaryFileWithMode0600() throws IOException {
        Path temporary = OutputFile.at(folder.resolve("out.txt")).createTemporaryFile();
        assertThat(temporary).isEmptyFile().hasParentRaw(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAnEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("out.txt"));
        OutputFile.at(file).write(NEW);
        assertThat(file).hasBinaryContent(NEW);
    }

    @Test
    void refusesToReplaceAnyOtherFile() throws IOException {
        Path file = Files.writeString(folder.resolve("thesis.txt"), "years of work");
        refuses(file);
        assertThat(file).hasContent("years of work");
    }

    @Test
    void followsNoLinkEvenToAnOlderCredentialsFile() throws IOException {
        Path older = Files.writeString(folder.resolve("older.txt"), OLDER);
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), older);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.txt"), folder.resolve("nowhere"));
        refuses(link);
        refuses(dangling);
        assertThat(older).hasContent(OLDER);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void doesNotFollowALinkThatAppearsAfterTheCheck() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim.txt"), "precious");
        OutputFile output = OutputFile.at(folder.resolve("out.txt"));
        Files.createSymbolicLink(folder.resolve("out.txt"), victim);
        assertThatThrownBy(() -> output.write(NEW)).hasFieldOrPropertyWithValue("exitCode", ExitCode.OUTPUT_REFUSED);
        assertThat(victim).hasContent("precious");
        try (var entries = Files.list(folder)) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void refusesFoldersAndMissingFolders() {
        refuses(folder);
        refuses(folder.resolve("none/out.txt"));
        refuses(Path.of("/"));
    }

    @Test
    void neverWritesIntoAWallet() throws IOException {
        Path wallet = TestObjects.wallet(folder, "default", new byte[0]);
        Path hotkeys = Files.createDirectories(wallet.resolve("hotkeys"));
        Path link = Files.createSymbolicLink(folder.resolve("short-cut"), hotkeys);
        refuses(wallet.resolve("out.txt"));
        refuses(wallet.resolve("coldkey"));
        refuses(hotkeys.resolve("out.txt"));
        refuses(link.resolve("out.txt"));
    }

    private static void refuses(Path path) {
        assertThatThrownBy(() -> OutputFile.at(path)).hasFieldOrPropertyWithValue("exitCode", ExitCode.OUTPUT_REFUSED);
    }
}
