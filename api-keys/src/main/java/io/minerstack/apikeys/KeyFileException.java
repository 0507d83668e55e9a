package io.minerstack.apikeys;

/**
 * The key file can't be used. The message says why and quotes nothing of the file but ids, names of keys and fields, so
 * it can be logged.
 */
public class KeyFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        UNUSABLE,
        MISSING,
        CHANGED
    }

    private final Kind kind;

    public KeyFileException(String problem) {
        this(problem, Kind.UNUSABLE);
    }

    private KeyFileException(String problem, Kind kind) {
        super(problem);
        this.kind = kind;
    }

    static KeyFileException missing(String problem) {
        return new KeyFileException(problem, Kind.MISSING);
    }

    static KeyFileException changed(String problem) {
        return new KeyFileException(problem, Kind.CHANGED);
    }

    /** Whether there is no file at all. */
    public boolean isMissing() {
        return kind == Kind.MISSING;
    }

    /** Whether the keys were changed nevertheless. */
    public boolean isChanged() {
        return kind == Kind.CHANGED;
    }

    /** The message; never null. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
