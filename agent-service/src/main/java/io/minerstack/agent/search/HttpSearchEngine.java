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
 * A provider that answers a GET with JSON. Its client talks to the configured host alone: redirects are not followed,
 * links in results are not fetched, and none of our own headers go out.
 */
class HttpSearchEngine implements SearchEngine {

    private static final ParameterizedTypeReference<JsonNode> JSON = new ParameterizedTypeReference<>() {};

    private final String name;
    private final WebClient http;
    private final String path;
    private final Function<JsonNode, List<SearchResult>> reader;
    private final Duration timeout;
    private final int most;

    /**
     * A provider.
     *
     * @param http with the provider's base URL and credentials
     * @param path URI template with one variable, the query
     * @param reader finds the results in the reply
     */
    HttpSearchEngine(
            String name,
            WebClient http,
            String path,
            Function<JsonNode, List<SearchResult>> reader,
            SearchProperties properties) {
        this.name = name;
        this.http = http;
        this.path = path;
        this.reader = reader;
        this.timeout = properties.timeout();
        this.most = properties.results();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mono<List<SearchResult>> search(String query) {
        return http.get()
                .uri(path, query)
                .retrieve()
                // a redirect is a 3xx without results, which is not an error to the client
                .onStatus(
                        status -> !status.is2xxSuccessful(),
                        refused -> Mono.error(refusal(refused.statusCode().value())))
                .bodyToMono(JSON)
                .map(reader)
                .map(hits -> hits.stream().limit(most).toList())
                .timeout(timeout)
                // whatever it is: a message of the client can hold the query
                .onErrorMap(HttpSearchEngine::unavailable)
                .switchIfEmpty(Mono.error(() -> new SearchUnavailableException(Reason.UNREADABLE, 200, "")));
    }

    private static SearchUnavailableException refusal(int status) {
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
            case SearchUnavailableException told -> told;
            case TimeoutException _ -> new SearchUnavailableException(Reason.TIMEOUT, 0, "");
            case WebClientRequestException _, IOException _ ->
                new SearchUnavailableException(Reason.UNREACHABLE, 0, Causes.rootName(failure));
            default -> new SearchUnavailableException(Reason.UNREADABLE, 200, Causes.rootName(failure));
        };
    }
}
