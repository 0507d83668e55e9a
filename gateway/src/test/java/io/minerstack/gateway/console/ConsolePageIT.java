package io.minerstack.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePageIT extends SharedGateway {

    private static final Path RESOURCES = Path.of("src", "main", "resources", "console");
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(console/[^\"]+)\"");

    @Test
    void allowsNothingInlineAndNoOtherServer() {
        client.get()
                .uri("/console")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/html")
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache")
                .expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy)
                        .contains(
                                "default-src 'none'",
                                "script-src 'self';",
                                "style-src 'self';",
                                "img-src 'self';",
                                "connect-src 'self';",
                                "frame-ancestors 'none'",
                                "require-trusted-types-for 'script'")
                        .doesNotContain("unsafe", "data:", "http", "*"));
        assertThat(page())
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("<style", " style=", " onclick=", "//");
    }

    @Test
    void servesEveryFileThatThePageNamesForEver() {
        List<String> references = references();

        assertThat(references).hasSizeGreaterThan(30);
        for (String reference : references) {
            client.get()
                    .uri("/" + reference)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .value("Cache-Control", cached -> assertThat(cached).contains("immutable"))
                    .expectHeader()
                    .value("Content-Security-Policy", policy -> assertThat(policy)
                            .contains("style-src 'self';"));
        }
    }

    @Test
    void letsAHundredPeopleBehindOneAddressLoadThePageInAMinute() {
        int requests = 1 + references().size();

        client.get().uri("/console").exchange().expectHeader().value("RateLimit-Policy", policy -> assertThat(policy)
                .matches(value -> allowed(value) >= 100 * requests));
    }

    @Test
    void namesEveryModuleInThePageSoThatNoneIsFoundLate() throws IOException {
        Set<String> modules;
        try (Stream<Path> files = Files.list(RESOURCES)) {
            modules = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".js"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(references().stream().map(reference -> reference.replaceAll(".*/", "")))
                .containsAll(modules);
    }

    @Test
    void servesNoFileOfAnotherVersion() {
        String reference = references().getFirst();

        client.get()
                .uri("/" + reference.replaceFirst("console/[0-9a-f]+/", "console/000000000000/"))
                .exchange()
                .expectStatus()
                .isNotFound();
        client.get()
                .uri("/" + reference.replaceFirst("[^/]+$", "index.html"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"})
    void isWhereTheRootSendsBrowsers(String accept) {
        client.get()
                .uri("/")
                .header("Accept", accept)
                .header("X-Forwarded-For", "198.51.107.1")
                .exchange()
                .expectStatus()
                .isFound()
                .expectHeader()
                .valueEquals("Location", "console");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/json, text/html"})
    void isNotWhereTheRootSendsOtherClients(String accept) {
        client.get()
                .uri("/")
                .header("Accept", accept)
                .header("X-Forwarded-For", "198.51.107.2")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/json");
    }

    /** Comments aside: the files are what a browser runs. */
    @Test
    void hasNoModuleThatMakesHtmlOfText() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".js"))).allSatisfy(file -> assertThat(text(file))
                    .as(file.toString())
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("));
        }
    }

    private static int allowed(String policy) {
        Matcher limit = Pattern.compile("\"console\";q=(\\d+);w=60").matcher(policy);
        return limit.matches() ? Integer.parseInt(limit.group(1)) : 0;
    }

    private List<String> references() {
        return REFERENCE
                .matcher(page())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private String page() {
        byte[] body = client.get()
                .uri("/console")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
