package io.minerstack.agent.search;

import java.util.List;
import reactor.core.publisher.Mono;

/** The port to a search provider. Fails with {@link SearchUnavailable}. */
interface SearchEngine {

    /** What the provider is called in {@code metadata}. */
    String name();

    Mono<List<Hit>> search(String query);
}
