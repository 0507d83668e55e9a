package io.minerstack.memory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Repeatable migrations have no version, by which a service could know whether the database has a change of one. */
class RepeatableMigrationTests {

    private static final Path FOLDER = Path.of("src/main/resources/db/migration");

    private static final String ADVICE = """
            Earlier versions call the functions, too, while and after an upgrade, and no service sees whether a \
            function without a version is there. Leave the files as they are, and add a function with a new \
            name in a numbered migration (V*__*.sql)""";
    private static final Map<String, String> CHECKSUMS = Map.of(
            "R__append_turn.sql", "6dda7f71",
            "R__forget.sql", "2b524c7c",
            "R__sweep.sql", "da6368a4");

    @Test
    void noRepeatableMigrationChangesAndNoneIsAdded() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (var files = Files.newDirectoryStream(FOLDER, "R__*.sql")) {
            for (Path file : files) {
                found.put(file.getFileName().toString(), checksum(Files.readString(file)));
            }
        }

        assertThat(found).as(ADVICE).isEqualTo(CHECKSUMS);
    }

    /** The text without the ends of its lines, which a checkout may change. */
    private static String checksum(String text) {
        CRC32 checksum = new CRC32();
        text.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(checksum.getValue());
    }
}
