package io.minerstack.gateway.identity;

import io.minerstack.servicesupport.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Builds key files in the format that operators see. */
final class KeyFileText {

    private final List<String> entries = new ArrayList<>();

    /** Adds a key; {@code more} are fields such as {@code "expires": "..."}. */
    KeyFileText key(String key, String id, String name, String tenant, String... more) {
        String fields = "\"id\": \"%s\", \"name\": \"%s\", \"sha256\": \"%s\", \"tenant\": \"%s\""
                .formatted(id, name, Sha256.hex(key, 32), tenant);
        fields += ", \"created\": \"2026-01-01T00:00:00Z\"";
        String all = fields + (more.length == 0 ? "" : ", " + String.join(", ", more));
        all += all.contains("\"state\"") ? "" : ", \"state\": \"active\"";
        all += all.contains("\"purpose\"") ? "" : ", \"purpose\": \"normal\"";
        entries.add("{" + all + "}");
        return this;
    }

    @Override
    public String toString() {
        return "{\"version\": 1, \"keys\": [" + String.join(",\n", entries) + "]}";
    }

    /** Replaces the file at once, as {@code ./miner key} does. */
    void write(Path file) {
        try {
            Path temporary = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(temporary, toString());
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
