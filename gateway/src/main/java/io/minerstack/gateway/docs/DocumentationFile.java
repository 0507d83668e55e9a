package io.minerstack.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file of the documentation. Loaded at the start, because reading from the jar blocks and no request may block. */
final class DocumentationFile {

    private static final CacheControl AN_HOUR =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    private final MediaType type;
    private final byte[] content;

    private DocumentationFile(MediaType type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    static DocumentationFile load(String classPath, MediaType type) {
        try {
            return new DocumentationFile(type, new ClassPathResource(classPath).getContentAsByteArray());
        } catch (IOException missing) {
            throw new UncheckedIOException("the jar has no " + classPath, missing);
        }
    }

    ResponseEntity<byte[]> response() {
        return ResponseEntity.ok().contentType(type).cacheControl(AN_HOUR).body(content);
    }
}
