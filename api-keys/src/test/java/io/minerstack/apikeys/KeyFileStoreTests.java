package io.minerstack.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileStoreTests {

    @TempDir
    private Path temporary;

    @Test
    void makesAFileThatOnlyItsOwnerCanRead() throws Exception {
        Path folder = temporary.resolve("keys");
        Path file = folder.resolve("keys.json");

        add(file, 1);

        assertThat(KeyFileReader.read(file).keys()).containsExactly(TestKeys.entry(1, null));
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(file.resolveSibling("audit.jsonl"))).isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files.map(one -> String.valueOf(one.getFileName())))
                    .containsExactlyInAnyOrder("keys.json", "keys.lock", "audit.jsonl");
        }
    }

    @Test
    void keepsAFileReadableForTheUserOfAContainer() throws Exception {
        Path file = temporary.resolve("keys.json");
        Files.write(file, KeyFileJson.write(KeyFile.EMPTY));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        add(file, 1);

        assertThat(mode(file)).isEqualTo("rw-r--r--");
    }

    @Test
    void losesNothingOfManyChangesAtOnce() throws Exception {
        Path file = temporary.resolve("keys.json");
        List<Callable<Void>> changes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            changes.add(() -> {
                add(file, number);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Void> change : threads.invokeAll(changes, 60, TimeUnit.SECONDS)) {
                change.get();
            }
        }

        assertThat(KeyFileReader.read(file).keys()).hasSize(40);
        assertThat(Files.readAllLines(temporary.resolve("audit.jsonl"))).hasSize(40);
    }

    @Test
    void replacesTheFileThatALinkLeadsTo() throws Exception {
        Path target = temporary.resolve("target.json");
        Files.write(target, KeyFileJson.write(KeyFile.EMPTY));
        Path link = Files.createSymbolicLink(temporary.resolve("link.json"), target);

        add(link, 1);

        assertThat(link).isSymbolicLink();
        assertThat(KeyFileReader.read(target).keys()).hasSize(1);
    }

    @Test
    void changesNothingOfAFileThatItCantRead() throws IOException {
        Path file = Files.writeString(temporary.resolve("keys.json"), "{\"version\": 9, \"keys\": []}");

        assertThatExceptionOfType(KeyFileException.class).isThrownBy(() -> add(file, 1));

        assertThat(file).hasContent("{\"version\": 9, \"keys\": []}");
        assertThat(temporary.resolve("audit.jsonl")).isEmptyFile();
    }

    @Test
    void changesNothingIfTheAuditLogCantBeOpened() throws IOException {
        Path file = temporary.resolve("keys.json");
        Files.createDirectory(temporary.resolve("audit.jsonl"));

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> add(file, 1))
                .withMessage(
                        "the audit file " + temporary.resolve("audit.jsonl") + " can't be written (it is a folder)")
                .satisfies(e -> assertThat(e.isChanged()).isFalse());

        assertThat(file).doesNotExist();
    }

    @Test
    void namesTheFileThatCantBeWrittenAndTheReason() throws IOException {
        Path file = temporary.resolve("keys.json");
        Path audit = Files.createSymbolicLink(temporary.resolve("audit.jsonl"), temporary.resolve("elsewhere"));
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> add(file, 1))
                .withMessage("the audit file " + audit + " is a link (expected: a file)");
        Files.delete(audit);

        Path missing = temporary.resolve("none/audit.jsonl");
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> KeyFileStore.of(file, missing).update(current -> {
                    throw new AssertionError("no change without an audit log");
                }))
                .withMessage("the audit file " + missing + " can't be written (there is no such file or folder)");

        Path lock = temporary.resolve("keys.lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> add(file, 1))
                .withMessage("the lock file " + lock + " can't be written (it is a folder)");

        Path inTheWay = Files.writeString(temporary.resolve("file"), "");
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> add(inTheWay.resolve("keys.json"), 1))
                .withMessage("the folder " + inTheWay + " can't be used (a file is in the way)");
    }

    @Test
    void tellsWhoElseMayWriteTheFile() throws IOException {
        Path file = Files.writeString(temporary.resolve("keys.json"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(KeyFileWriters.besideTheOwner(file)).isEqualTo("everybody on this machine");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(KeyFileWriters.besideTheOwner(file)).isEqualTo("the group of the file");
        // as Kubernetes mounts a Secret
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(KeyFileWriters.besideTheOwner(file)).isNull();
        assertThat(KeyFileWriters.besideTheOwner(temporary.resolve("none"))).isNull();
    }

    @Test
    void refusesAFolderInPlaceOfTheFile() {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> KeyFileStore.of(temporary, null))
                .withMessageContaining("is a folder");
    }

    @Test
    void writesWhoChangedWhatAndWhenButNoDigest() throws Exception {
        Path file = temporary.resolve("keys.json");

        add(file, 1);

        String line = Files.readString(temporary.resolve("audit.jsonl"));
        assertThat(line).isEqualTo("""
                {"time":"2026-03-04T05:06:07Z","event":"key.added","who":"alice","sudo_user":"bob",\
                "keys":[{"id":"key_000000000001","name":"portal","tenant":"default","purpose":"normal",\
                "state":"active"}]}
                """);
        assertThat(line).doesNotContain(TestKeys.entry(1, null).digest().hex());
    }

    @Test
    void readsNothingButARegularFileOfAMegabyte() throws Exception {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> KeyFileReader.read(temporary.resolve("none")))
                .satisfies(e -> assertThat(e.isMissing()).isTrue());
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> KeyFileReader.read(Path.of("/dev/zero")))
                .withMessage("is not a regular file");
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> KeyFileReader.read(temporary))
                .withMessage("is a folder (expected: a file)");
        Path large = Files.write(temporary.resolve("large"), new byte[KeyFileReader.MAX_BYTES + 1]);
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> KeyFileReader.read(large))
                .withMessageContaining("is over 1048576 bytes");
    }

    @Test
    void holdsAsManyKeysAsItTakes() throws Exception {
        KeyFile full = new KeyFile(IntStream.range(0, KeyFile.MAX_KEYS)
                .mapToObj(number -> TestKeys.entry(number, TestKeys.NOW))
                .toList());

        assertThat(KeyFileJson.write(full)).hasSizeLessThan(KeyFileReader.MAX_BYTES);
    }

    @Test
    void writesItsAuditLinesToTheFileThatIsNamed() throws Exception {
        Path audit = temporary.resolve("elsewhere.jsonl");
        KeyFileEntry key = TestKeys.entry(1, null);

        KeyFileStore.of(temporary.resolve("keys.json"), audit)
                .update(current -> new KeyFileStore.Result(
                        current.with(key), new AuditEvent(TestKeys.NOW, "alice", "bob", "key.added", List.of(key))));

        assertThat(audit).content().contains("key.added");
        assertThat(temporary.resolve("audit.jsonl")).doesNotExist();
    }

    private static void add(Path file, int number) throws KeyFileException {
        KeyFileEntry key = TestKeys.entry(number, null);
        KeyFileStore.of(file, null)
                .update(current -> new KeyFileStore.Result(
                        current.with(key), new AuditEvent(TestKeys.NOW, "alice", "bob", "key.added", List.of(key))));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
