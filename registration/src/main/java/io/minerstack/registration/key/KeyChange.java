package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import java.util.List;

/** What a command makes of the keys. Called while the file is locked; fails if the change is not possible. */
@FunctionalInterface
interface KeyChange {

    Outcome apply(KeyFile current);

    /**
     * The change.
     *
     * @param keys all keys after it
     * @param event its name in the audit log, such as {@code key.added}
     * @param changed the keys that it made or changed
     */
    record Outcome(KeyFile keys, String event, List<KeyFileEntry> changed) {}
}
