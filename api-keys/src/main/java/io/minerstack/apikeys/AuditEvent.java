package io.minerstack.apikeys;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of keys, as the audit log has it.
 *
 * @param time when
 * @param who the operating-system user
 * @param behindSudo the user who called {@code sudo}, or null
 * @param event such as {@code key.added}
 * @param keys the keys that were changed, as they are after the change
 */
public record AuditEvent(Instant time, String who, @Nullable String behindSudo, String event, List<KeyFileEntry> keys) {

    public AuditEvent {
        keys = List.copyOf(keys);
    }
}
