package io.minerstack.servicesupport.exception;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A failure and its causes, from the outermost to the innermost, at most {@value #MAX_DEPTH} of them. */
public final class Causes {

    /** Bounds the search: causes can form a cycle. */
    private static final int MAX_DEPTH = 20;

    private Causes() {}

    /** The failure itself first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Causes::causeOf)
                .limit(MAX_DEPTH)
                .map(Objects::requireNonNull);
    }

    /** The outermost one of this type, or null where there is none. */
    public static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }

    /** Whether the failure or one of its causes is of one of these types. */
    @SafeVarargs
    public static boolean contain(Throwable failure, Class<? extends Throwable>... types) {
        for (Class<? extends Throwable> type : types) {
            if (find(failure, type) != null) {
                return true;
            }
        }
        return false;
    }

    /** The innermost cause; the failure itself where it has none. */
    public static Throwable root(Throwable failure) {
        return of(failure).reduce(failure, (outer, inner) -> inner);
    }

    /**
     * What went wrong, in words for a log line: {@code connection refused by valkey:6379}, {@code no answer within 500
     * ms}, {@code wrong password (28P01)}, a database's own message with its SQL state; the name of the innermost cause
     * where there are no words for it. Never a whole message of a client: it can quote an address with a conversation
     * id or a search query in it, or the client's configuration.
     */
    public static String inWords(Throwable failure) {
        return CauseWords.of(failure);
    }

    /** The simple class name of the innermost cause, such as {@code IllegalStateException}. */
    static String rootName(Throwable failure) {
        Class<?> type = root(failure).getClass();
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }

    private static @Nullable Throwable causeOf(@Nullable Throwable failure) {
        return failure == null ? null : failure.getCause();
    }
}
