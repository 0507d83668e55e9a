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

/** Makes the search provider that the settings name. */
@Configuration(proxyBeanMethods = false)
class SearchEngineConfiguration {

    private static final String SEARXNG = "searxng";
    private static final String BRAVE = "brave";

    /** What they are called in metrics and replies. */
    static final List<String> PROVIDERS = List.of(SEARXNG, BRAVE);

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int CONNECTIONS = 32;
    private static final int PENDING = 64;

    @Bean
    SearchChoice searchChoice(SearchProperties properties, WebClient.Builder clients, SearchMetrics metrics) {
        if (properties.hasSearxng() && properties.url() != null) {
            WebClient http = client(clients, properties.url()).build();
            return watched(
                    metrics,
                    new HttpSearchEngine(
                            SEARXNG,
                            http,
                            "/search?q={query}&format=json",
                            reply -> hits(reply.path("results"), "content"),
                            properties));
        }
        if (properties.hasBrave() && properties.braveKey() != null) {
            WebClient http = client(clients, properties.braveUrl())
                    .defaultHeader("X-Subscription-Token", properties.braveKey().reveal())
                    .build();
            return watched(
                    metrics,
                    new HttpSearchEngine(
                            BRAVE,
                            http,
                            "/res/v1/web/search?q={query}&count=" + properties.results(),
                            reply -> hits(reply.path("web").path("results"), "description"),
                            properties));
        }
        return new SearchChoice(null);
    }

    private static SearchChoice watched(SearchMetrics metrics, SearchEngine engine) {
        return new SearchChoice(new MeteredSearchEngine(engine, metrics));
    }

    private static WebClient.Builder client(WebClient.Builder clients, URI url) {
        ConnectionProvider pool = ConnectionProvider.builder("search")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(PENDING)
                .build();
        HttpClient http = AddressResolution.follow(HttpClient.create(pool))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .followRedirect(false)
                .compress(true);
        return clients.clone()
                .baseUrl(url.toString().replaceAll("/+$", ""))
                .clientConnector(new ReactorClientHttpConnector(http));
    }

    private static List<SearchResult> hits(JsonNode results, String snippet) {
        List<SearchResult> hits = new ArrayList<>();
        for (JsonNode result : results) {
            SearchResult hit = SearchResult.of(text(result, "title"), text(result, "url"), text(result, snippet));
            if (hit != null) {
                hits.add(hit);
            }
        }
        return hits;
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** The provider, or null where none is configured. */
    record SearchChoice(@Nullable SearchEngine engine) {}
}
