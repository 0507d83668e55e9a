package io.minerstack.gateway.console;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the console's page and its files. The path of a file has the version of all files, so that a browser keeps
 * files for ever and never mixes those of two versions.
 */
@RestController
class ConsoleController {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final ConsoleFiles files = ConsoleFiles.load();

    /** The page's own windows only: a page that opened the console can't reach into the console. */
    @GetMapping("/console")
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .body(files.page());
    }

    @GetMapping("/console/{version}/{file}")
    ResponseEntity<byte[]> file(@PathVariable String version, @PathVariable String file) {
        ConsoleFile found = files.find(version, file);
        if (found == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this path.");
        }
        return ResponseEntity.ok()
                .contentType(found.type())
                .cacheControl(FOR_EVER)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .body(found.content());
    }
}
