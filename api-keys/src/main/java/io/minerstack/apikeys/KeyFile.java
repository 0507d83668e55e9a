package io.minerstack.apikeys;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The content of a key file.
 *
 * @param keys at most {@link #MAX_KEYS}, in the order of the file; ids and digests are unique
 */
public record KeyFile(List<KeyFileEntry> keys) {

    /** More keys than this are refused. */
    public static final int MAX_KEYS = 2_000;

    /** A file without keys. */
    public static final KeyFile EMPTY = new KeyFile(List.of());

    public KeyFile {
        keys = List.copyOf(keys);
    }

    /** Fails if the file has too many keys, or two with one id or one digest. */
    void check() throws KeyFileException {
        if (keys.size() > MAX_KEYS) {
            throw new KeyFileException(keys.size() + " keys (expected: at most " + MAX_KEYS + ")");
        }
        Set<String> ids = new HashSet<>();
        Set<KeyDigest> digests = new HashSet<>();
        for (KeyFileEntry key : keys) {
            if (!ids.add(key.id())) {
                throw new KeyFileException("two keys have the id " + key.id());
            }
            if (!digests.add(key.digest())) {
                throw new KeyFileException(key.id() + " has the digest of another key");
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
