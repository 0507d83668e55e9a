package io.minerstack.agent.search;

import io.minerstack.servicesupport.client.AddressResolution;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;

/** Creates the search engine that is configured: SearXNG if its URL is set, else Brave if its key is set, else none. */
@Configuration(proxyBeanMethods = false)
class SearchEngineConfiguration {

    private static final String SEARXNG = "searxng";
    private static final String BRAVE = "brave";

    /** The names of all providers, for metric labels. */
    static final List<String> PROVIDERS = List.of(SEARXNG, BRAVE);

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_CONNECTIONS = 32;
    private static final int MAX_PENDING_CONNECTIONS = 64;

    @Bean
    SearchChoice searchChoice(SearchProperties properties, WebClient.Builder clients, SearchMetrics metrics) {
        if (properties.hasSearxng() && properties.url() != null) {
            WebClient client = client(clients, properties.url()).build();
            return metered(
                    metrics,
                    new HttpSearchEngine(
                            SEARXNG,
                            client,
                            "/search?q={query}&format=json",
                            reply -> results(reply.path("results"), "content"),
                            properties));
        }
        if (properties.hasBrave() && properties.braveKey() != null) {
            WebClient client = client(clients, properties.braveUrl())
                    .defaultHeader("X-Subscription-Token", properties.braveKey().reveal())
                    .build();
            return metered(
                    metrics,
                    new HttpSearchEngine(
                            BRAVE,
                            client,
                            "/res/v1/web/search?q={query}&count=" + properties.results(),
                            reply -> results(reply.path("web").path("results"), "description"),
                            properties));
        }
        return new SearchChoice(null);
    }

    private static SearchChoice metered(SearchMetrics metrics, SearchEngine engine) {
        return new SearchChoice(new MeteredSearchEngine(engine, metrics));
    }

    private static WebClient.Builder client(WebClient.Builder clients, URI url) {
        ConnectionProvider pool = ConnectionProvider.builder("search")
                .maxConnections(MAX_CONNECTIONS)
                .pendingAcquireMaxCount(MAX_PENDING_CONNECTIONS)
                .build();
        HttpClient http = AddressResolution.withShortCache(HttpClient.create(pool))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .followRedirect(false)
                .compress(true);
        return clients.clone()
                .baseUrl(url.toString().replaceAll("/+$", ""))
                .clientConnector(new ReactorClientHttpConnector(http));
    }

    private static List<SearchResult> results(JsonNode items, String snippetField) {
        List<SearchResult> results = new ArrayList<>();
        for (JsonNode item : items) {
            SearchResult result = SearchResult.of(text(item, "title"), text(item, "url"), text(item, snippetField));
            if (result != null) {
                results.add(result);
            }
        }
        return results;
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** The configured engine; null if search is not configured. */
    record SearchChoice(@Nullable SearchEngine engine) {}
}
