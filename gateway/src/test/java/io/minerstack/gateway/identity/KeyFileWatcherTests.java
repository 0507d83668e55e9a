package io.minerstack.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.gateway.TestObjects;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.servicesupport.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class KeyFileWatcherTests {

    private static final String FIRST = "first-key";
    private static final String SECOND = "second-key";
    private static final String ID = "key_0123456789ab";

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KeyFileMetrics metrics = new KeyFileMetrics(meters);
    private final KeyFileApiKeys keys =
            new KeyFileApiKeys(new EnvironmentApiKeys(Secret.of(TestObjects.KEY)), Clock.systemUTC());

    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("keys.json");
    }

    @Test
    void readsTheFileAtTheStartAndAgainAfterAChange() {
        write(FIRST);
        KeyFileWatcher watcher = watch();
        assertThat(isValid(FIRST)).isTrue();

        write(SECOND);
        watcher.check();

        assertThat(isValid(FIRST)).isFalse();
        assertThat(isValid(SECOND)).isTrue();
        assertThat(stale()).isZero();
    }

    @Test
    void noticesAChangeThatKeepsSizeAndTime() throws IOException {
        FileTime time = FileTime.from(Clock.systemUTC().instant());
        write(FIRST);
        Files.setLastModifiedTime(file, time);
        KeyFileWatcher watcher = watch();

        Files.writeString(file, text("other-key").toString());
        Files.setLastModifiedTime(file, time);
        watcher.check();

        assertThat(isValid("other-key")).isTrue();
    }

    @Test
    void followsTheLinksOfASecretVolume() throws IOException {
        Path before = Files.createDirectories(folder.resolve("..2026_01"));
        Path after = Files.createDirectories(folder.resolve("..2026_02"));
        text(FIRST).write(before.resolve("keys.json"));
        text("other-key").write(after.resolve("keys.json"));
        FileTime old = FileTime.fromMillis(0);
        Files.setLastModifiedTime(before.resolve("keys.json"), old);
        Files.setLastModifiedTime(after.resolve("keys.json"), old);
        Path data = Files.createSymbolicLink(folder.resolve("..data"), before);
        Files.createSymbolicLink(file, Path.of("..data/keys.json"));
        KeyFileWatcher watcher = watch();
        watcher.check();
        assertThat(isValid(FIRST)).isTrue();

        Files.delete(data);
        Files.createSymbolicLink(data, after);
        watcher.check();

        assertThat(isValid("other-key")).isTrue();
        assertThat(isValid(FIRST)).isFalse();
    }

    @Test
    void keepsTheKeysOfAFileThatBecameUnreadableAndSaysSoOnce(CapturedOutput output) throws IOException {
        write(FIRST);
        KeyFileWatcher watcher = watch();

        Files.writeString(file, "{\"version\": 1, \"keys\": [{\"id\": \"" + SECOND);
        watcher.check();
        watcher.check();
        watcher.check();

        assertThat(isValid(FIRST)).isTrue();
        assertThat(stale()).isEqualTo(1);
        assertThat(errors(output)).isEqualTo(1);
        assertThat(output.getAll()).doesNotContain(FIRST).doesNotContain(SECOND);

        write(SECOND);
        watcher.check();

        assertThat(isValid(SECOND)).isTrue();
        assertThat(stale()).isZero();
    }

    @Test
    void keepsTheKeysOfAFileThatIsGone(CapturedOutput output) throws IOException {
        write(FIRST);
        KeyFileWatcher watcher = watch();

        Files.delete(file);
        watcher.check();
        watcher.check();

        assertThat(isValid(FIRST)).isTrue();
        assertThat(errors(output)).isEqualTo(1);
    }

    @Test
    void startsWithoutTheFileAndReadsItWhenItAppears(CapturedOutput output) {
        KeyFileWatcher watcher = watch();
        watcher.check();
        assertThat(isValid(TestObjects.KEY)).isTrue();
        assertThat(errors(output)).isEqualTo(1);
        assertThat(output.getAll()).contains("does not exist. Only API_KEY is accepted");

        write(FIRST);
        watcher.check();

        assertThat(isValid(FIRST)).isTrue();
    }

    @Test
    void readsAFileThatBecomesReadableWithoutAChange() throws IOException {
        Path target = folder.resolve("target.json");
        text(FIRST).write(target);
        Files.setLastModifiedTime(target, FileTime.fromMillis(0));
        Files.createSymbolicLink(file, folder.resolve("elsewhere/keys.json"));
        KeyFileWatcher watcher = watch();
        assertThat(isValid(FIRST)).isFalse();

        Files.createDirectories(folder.resolve("elsewhere"));
        Files.move(target, folder.resolve("elsewhere/keys.json"));
        watcher.check();

        assertThat(isValid(FIRST)).isTrue();
    }

    @Test
    void readsAFileThatNothingHasChangedOnlyOnce(CapturedOutput output) throws IOException {
        write(FIRST);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        KeyFileWatcher watcher = watch();
        watcher.check();
        watcher.check();

        assertThat(output.getAll().lines().filter(line -> line.contains("key file")))
                .hasSize(1);
    }

    @Test
    void warnsOnceForEachStateInWhichOthersMayWriteTheFile(CapturedOutput output) throws IOException {
        write(FIRST);
        KeyFileWatcher watcher = watch();
        watcher.check();
        assertThat(warnings(output)).isZero();

        for (String mode : new String[] {"rw-rw-rw-", "rw-rw-rw-", "rw-r--r--", "rw-rw-r--", "rw-rw-r--"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            watcher.check();
        }

        assertThat(warnings(output)).isEqualTo(2);
        assertThat(output.getAll())
                .contains("everybody on this machine may write it", "the group of the file may write");
        assertThat(isValid(FIRST)).isTrue();
    }

    private static long warnings(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("WARN") && line.contains("may write it"))
                .count();
    }

    private KeyFileWatcher watch() {
        return new KeyFileWatcher(file, keys, metrics, Clock.systemUTC());
    }

    private void write(String key) {
        text(key).write(file);
    }

    private static KeyFileText text(String key) {
        return new KeyFileText().key(key, ID, "portal", "acme");
    }

    private boolean isValid(String key) {
        return keys.find(key) instanceof Authenticated;
    }

    private double stale() {
        return meters.get(KeyFileMetrics.STALE).gauge().value();
    }

    private static long errors(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("ERROR") && line.contains("key file"))
                .count();
    }
}
