package io.minerstack.gateway.docs;

import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code GET /}: what this server is, and which endpoints it has. Browsers are sent to the console. */
@RestController
class RootController {

    /** Relative, because a proxy in front may serve this server under a path of its own. */
    private static final URI CONSOLE = URI.create("console");

    private final Root root;

    RootController(DocsProperties properties) {
        Map<String, String> endpoints = new LinkedHashMap<>();
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint != Endpoint.ROOT && !endpoint.isFile()) {
                endpoints.put(LowerCaseLabel.of(endpoint), endpoint.path());
            }
        }
        this.root = new Root(properties.minerName(), "running", endpoints);
    }

    @GetMapping("/")
    ResponseEntity<Root> root(@RequestHeader HttpHeaders headers) {
        return wantsPage(headers)
                ? ResponseEntity.status(HttpStatus.FOUND)
                        .location(CONSOLE)
                        .varyBy(HttpHeaders.ACCEPT)
                        .build()
                : ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT).body(root);
    }

    /** Whether the caller names HTML and prefers it to JSON. No program that calls the API does. */
    private static boolean wantsPage(HttpHeaders headers) {
        return quality(headers, MediaType.TEXT_HTML) > quality(headers, MediaType.APPLICATION_JSON);
    }

    /** Quality of exactly this type in {@code Accept}; 0 where only a wildcard includes the type. */
    private static double quality(HttpHeaders headers, MediaType type) {
        return headers.getAccept().stream()
                .filter(type::equalsTypeAndSubtype)
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    /**
     * The response.
     *
     * @param endpoints path of each endpoint by its name in lower case
     */
    record Root(String name, String status, Map<String, String> endpoints) {}
}
