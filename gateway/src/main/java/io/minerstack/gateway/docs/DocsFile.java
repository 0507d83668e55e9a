package io.minerstack.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file of the documentation, read when the gateway starts: reading it from the jar per request would block. */
final class DocsFile {

    private static final CacheControl AN_HOUR =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    private final MediaType type;
    private final byte[] content;

    private DocsFile(MediaType type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    static DocsFile load(String classPath, MediaType type) {
        try {
            return new DocsFile(type, new ClassPathResource(classPath).getContentAsByteArray());
        } catch (IOException missing) {
            throw new UncheckedIOException("the jar has no " + classPath, missing);
        }
    }

    ResponseEntity<byte[]> reply() {
        return ResponseEntity.ok().contentType(type).cacheControl(AN_HOUR).body(content);
    }
}
