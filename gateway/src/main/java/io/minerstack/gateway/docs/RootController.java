package io.minerstack.gateway.docs;

import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code GET /}: what this server is, and which endpoints it has. */
@RestController
class RootController {

    private final Root root;

    RootController(DocsProperties properties) {
        Map<String, String> endpoints = new LinkedHashMap<>();
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint != Endpoint.ROOT && endpoint != Endpoint.DOCS_ASSET) {
                endpoints.put(LowerCaseLabel.of(endpoint), endpoint.path());
            }
        }
        this.root = new Root(properties.minerName(), "running", endpoints);
    }

    @GetMapping("/")
    Root root() {
        return root;
    }

    /**
     * The response.
     *
     * @param endpoints path of each endpoint by its name in lower case
     */
    record Root(String name, String status, Map<String, String> endpoints) {}
}
