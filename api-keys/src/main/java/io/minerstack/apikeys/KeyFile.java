package io.minerstack.apikeys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The content of a key file.
 *
 * @param keys at most {@link #MAX_KEYS}, in the order of the file; ids and digests are unique; keys of one name
 *     that are not revoked have one tenant, purpose and budget
 */
public record KeyFile(List<KeyFileEntry> keys) {

    /** More keys than this are refused. */
    public static final int MAX_KEYS = 2_000;

    /** A file without keys. */
    public static final KeyFile EMPTY = new KeyFile(List.of());

    public KeyFile {
        keys = List.copyOf(keys);
    }

    /**
     * Fails if the file has too many keys, two with one id or one digest, or two of one name that are not revoked and
     * differ in what a rotation keeps: requests and budgets are counted by tenant and name.
     */
    void check() throws KeyFileException {
        if (keys.size() > MAX_KEYS) {
            throw new KeyFileException(keys.size() + " keys (expected: at most " + MAX_KEYS + ")");
        }
        Set<String> ids = new HashSet<>();
        Set<KeyDigest> digests = new HashSet<>();
        Map<String, KeyFileEntry> names = new HashMap<>();
        for (KeyFileEntry key : keys) {
            if (!ids.add(key.id())) {
                throw new KeyFileException("two keys have the id " + key.id());
            }
            if (!digests.add(key.digest())) {
                throw new KeyFileException(key.id() + " has the digest of another key");
            }
            KeyFileEntry sameName = key.revoked() ? null : names.putIfAbsent(key.name(), key);
            String difference = sameName == null ? null : key.differenceOf(sameName);
            if (sameName != null && difference != null) {
                throw new KeyFileException(sameName.id() + " and " + key.id() + " have the name " + key.name()
                        + " and not the same " + difference + " (revoke one of them, or make them alike)");
            }
        }
    }

    /** The content of a file with these keys, in UTF-8. */
    public byte[] toJson() {
        return KeyFileJson.write(this);
    }

    /** The keys that meet a condition, in the order of the file. */
    public List<KeyFileEntry> matching(Predicate<KeyFileEntry> condition) {
        return keys.stream().filter(condition).toList();
    }

    /** The same keys and one more. */
    public KeyFile with(KeyFileEntry added) {
        List<KeyFileEntry> all = new ArrayList<>(keys);
        all.add(added);
        return new KeyFile(all);
    }

    /** The same keys, the one with this id replaced. */
    public KeyFile replacing(KeyFileEntry changed) {
        return new KeyFile(keys.stream()
                .map(key -> key.id().equals(changed.id()) ? changed : key)
                .toList());
    }
}
