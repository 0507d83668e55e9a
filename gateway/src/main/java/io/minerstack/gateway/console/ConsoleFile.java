package io.minerstack.gateway.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;

/**
 * A file that the console's page loads.
 *
 * @param name the last part of the path
 * @param type by the ending of the name
 * @param content the bytes, read at the start: no request may block
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ConsoleFile(String name, MediaType type, byte[] content) {

    private static final Map<String, MediaType> TYPES = Map.of(
            "js", MediaType.valueOf("text/javascript;charset=UTF-8"),
            "css", MediaType.valueOf("text/css;charset=UTF-8"),
            "svg", MediaType.valueOf("image/svg+xml"));

    /** Fails for a file of a type that the console does not use. */
    static ConsoleFile of(String name, Resource resource) {
        MediaType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("the console has no files such as " + name);
        }
        try {
            return new ConsoleFile(name, type, resource.getContentAsByteArray());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the jar has no " + name, unreadable);
        }
    }
}
