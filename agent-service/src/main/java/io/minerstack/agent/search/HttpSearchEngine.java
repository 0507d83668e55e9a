package io.minerstack.agent.search;

import io.minerstack.agent.search.SearchUnavailableException.Reason;
import io.minerstack.servicesupport.exception.Causes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Queries a provider that answers a GET with JSON. Requests go to the configured host only: redirects are not followed,
 * links in results are not fetched, and headers of this stack such as {@code X-Tenant} are not sent.
 */
class HttpSearchEngine implements SearchEngine {

    private static final ParameterizedTypeReference<JsonNode> JSON = new ParameterizedTypeReference<>() {};

    private final String name;
    private final WebClient client;
    private final String path;
    private final Function<JsonNode, List<SearchResult>> reader;
    private final Duration timeout;
    private final int maxResults;

    /**
     * Creates an engine.
     *
     * @param client has the provider's base URL and credentials
     * @param path URI template with one variable, the query
     * @param reader extracts the results from the reply
     */
    HttpSearchEngine(
            String name,
            WebClient client,
            String path,
            Function<JsonNode, List<SearchResult>> reader,
            SearchProperties properties) {
        this.name = name;
        this.client = client;
        this.path = path;
        this.reader = reader;
        this.timeout = properties.timeout();
        this.maxResults = properties.results();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mono<List<SearchResult>> search(String query) {
        return client.get()
                .uri(path, query)
                .retrieve()
                // WebClient does not treat a redirect as an error, but a redirect has no results
                .onStatus(
                        status -> !status.is2xxSuccessful(),
                        response -> Mono.error(failure(response.statusCode().value())))
                .bodyToMono(JSON)
                .map(reader)
                .map(results -> results.stream().limit(maxResults).toList())
                .timeout(timeout)
                // all errors are mapped, because a message of WebClient may contain the query
                .onErrorMap(HttpSearchEngine::unavailable)
                .switchIfEmpty(Mono.error(() -> new SearchUnavailableException(Reason.UNREADABLE, 200, "")));
    }

    private static SearchUnavailableException failure(int status) {
        Reason reason =
                switch (status) {
                    case 401, 403 -> Reason.FORBIDDEN;
                    case 429 -> Reason.RATE_LIMITED;
                    default -> Reason.REFUSED;
                };
        return new SearchUnavailableException(reason, status, "");
    }

    private static SearchUnavailableException unavailable(Throwable failure) {
        return switch (failure) {
            case SearchUnavailableException mapped -> mapped;
            case TimeoutException _ -> new SearchUnavailableException(Reason.TIMEOUT, 0, "");
            case WebClientRequestException _, IOException _ ->
                new SearchUnavailableException(Reason.UNREACHABLE, 0, Causes.inWords(failure));
            default -> new SearchUnavailableException(Reason.UNREADABLE, 200, Causes.inWords(failure));
        };
    }
}
