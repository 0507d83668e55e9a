package io.minerstack.apikeys;

import io.minerstack.stacksupport.audit.AuditFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Appends one line of JSON for each change of the keys: time, event, who, and which keys. No line has a key or a
 * digest.
 */
final class AuditLog implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final AuditFile lines;

    private AuditLog(Path file, AuditFile lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Opens the log, mode 0600 if it is new. Opened before a change, so that no change goes without its line.
     *
     * @throws KeyFileException if the file can't be written, or is a link
     */
    static AuditLog open(Path file) throws KeyFileException {
        if (Files.isSymbolicLink(file)) {
            throw new KeyFileException("the audit file " + file + " is a link (expected: a file)");
        }
        try {
            return new AuditLog(file, AuditFile.open(file));
        } catch (IOException failed) {
            throw new KeyFileException("the audit file " + file + " can't be written ("
                    + (Files.isDirectory(file) ? "it is a folder" : FileFailure.reason(failed)) + ")");
        }
    }

    /**
     * Appends the line of a change.
     *
     * @throws KeyFileException if the line can't be written; the change of the keys stays
     */
    void append(AuditEvent event) throws KeyFileException {
        try {
            lines.append(JSON.writeValueAsString(line(event)));
        } catch (IOException failed) {
            throw KeyFileException.changed("the keys were changed, but the audit file " + file + " can't be written ("
                    + FileFailure.reason(failed) + ")");
        }
    }

    private static ObjectNode line(AuditEvent event) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", event.time().toString());
        line.put("event", event.event());
        line.put("who", event.who());
        if (event.behindSudo() != null) {
            line.put("sudo_user", event.behindSudo());
        }
        var keys = line.putArray("keys");
        for (KeyFileEntry key : event.keys()) {
            ObjectNode entry = keys.addObject();
            entry.put("id", key.id());
            entry.put("name", key.name());
            entry.put("tenant", key.tenant());
            entry.put("purpose", key.purpose().label());
            entry.put("state", key.revoked() ? "revoked" : "active");
            var end = key.validUntil();
            if (end != null) {
                entry.put("valid_until", end.toString());
            }
            KeyFileJson.writeLimits(key, entry);
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
