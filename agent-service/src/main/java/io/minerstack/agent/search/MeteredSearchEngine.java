package io.minerstack.agent.search;

import io.minerstack.agent.client.OutageLog;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Counts the failures of another engine, and logs the first failures of each outage. */
class MeteredSearchEngine implements SearchEngine {

    private static final Logger log = LoggerFactory.getLogger(MeteredSearchEngine.class);

    private final SearchEngine engine;
    private final SearchMetrics metrics;
    private final OutageLog outage = new OutageLog();

    MeteredSearchEngine(SearchEngine engine, SearchMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Mono<List<SearchResult>> search(String query) {
        return RequestContext.current()
                .flatMap(context -> StageTimes.measure(Stage.SEARCH, engine.search(query))
                        .doOnError(SearchUnavailableException.class, failure -> failed(context, failure)))
                .doOnSuccess(results -> outage.recordSuccess());
    }

    private void failed(RequestContext context, SearchUnavailableException failure) {
        metrics.failed(name(), failure.reason());
        if (outage.recordFailure()) {
            LogContext.with(context, () -> log.atWarn()
                    .addKeyValue("provider", name())
                    .addKeyValue("reason", failure.reason())
                    .addKeyValue("upstream_status", failure.status())
                    .log("search provider {}: failed: {}", name(), failure.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "Metered{" + engine.name() + "}";
    }
}
