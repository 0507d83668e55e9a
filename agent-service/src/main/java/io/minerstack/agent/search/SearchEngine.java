package io.minerstack.agent.search;

import java.util.List;
import reactor.core.publisher.Mono;

/** The port to a search provider. Fails with {@link SearchUnavailableException}. */
interface SearchEngine {

    /** What the provider is called in {@code metadata}. */
    String name();

    Mono<List<SearchResult>> search(String query);
}
