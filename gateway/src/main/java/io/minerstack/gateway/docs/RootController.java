package io.minerstack.gateway.docs;

import io.minerstack.gateway.endpoint.Endpoint;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says to whoever finds the port what it is. */
@RestController
class RootController {

    private final Root root;

    RootController(DocsProperties properties) {
        Map<String, String> endpoints = new LinkedHashMap<>();
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint != Endpoint.ROOT && endpoint != Endpoint.DOCS_ASSET) {
                endpoints.put(endpoint.name().toLowerCase(Locale.ROOT), endpoint.path());
            }
        }
        this.root = new Root(properties.minerName(), "running", endpoints);
    }

    @GetMapping("/")
    Root root() {
        return root;
    }

    /** Name, status, and the path of each endpoint by its name. */
    record Root(String name, String status, Map<String, String> endpoints) {}
}
