package io.minerstack.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocsIT extends SharedGateway {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @Test
    void servesNameStatusAndEndpoints() {
        client.get()
                .uri("/")
                .header("X-Forwarded-For", "198.51.105.1")
                .exchange()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("miner-stack")
                .jsonPath("$.status")
                .isEqualTo("running")
                .jsonPath("$.endpoints.complete")
                .isEqualTo("/complete")
                .jsonPath("$.endpoints.conversation")
                .isEqualTo("/conversations/{cid}")
                .jsonPath("$.endpoints.docs")
                .isEqualTo("/docs");
    }

    @Test
    void servesAPageThatLoadsItsFilesFromTheGateway() {
        String page = text("/docs", "198.51.105.2", "text/html");

        Matcher references = REFERENCE.matcher(page);
        int found = 0;
        while (references.find()) {
            String reference = references.group(1);
            assertThat(reference).startsWith("docs/");
            client.get()
                    .uri("/" + reference)
                    .header("X-Forwarded-For", "198.51.106." + ++found)
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        assertThat(found).isEqualTo(4);
    }

    @Test
    void forbidsScriptsOfOtherServers() {
        client.get()
                .uri("/docs")
                .header("X-Forwarded-For", "198.51.105.3")
                .exchange()
                .expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';")
                        .doesNotContain("script-src 'self' 'unsafe"));
    }

    @Test
    void servesTheOpenApiDocument() {
        assertThat(text("/docs/start.js", "198.51.105.4", "text/javascript")).contains("\"openapi.json\"");
        assertThat(text("/openapi.json", "198.51.105.4", "application/json")).contains("\"openapi\": \"3.1.0\"");
    }

    private String text(String path, String address, String type) {
        byte[] body = client.get()
                .uri(path)
                .header("X-Forwarded-For", address)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(type)
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
}
