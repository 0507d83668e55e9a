package io.minerstack.agent.search;

import java.util.List;
import reactor.core.publisher.Mono;

/** A search provider. */
interface SearchEngine {

    /** The provider's name in {@code metadata} and in metric labels. */
    String name();

    /**
     * Searches; an empty list means that nothing was found.
     *
     * @throws SearchUnavailableException if the provider does not answer with results
     */
    Mono<List<SearchResult>> search(String query);
}
