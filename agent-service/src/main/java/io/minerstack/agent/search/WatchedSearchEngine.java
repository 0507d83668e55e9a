package io.minerstack.agent.search;

import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.CallLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Counts another engine's failures and tells the operator of the first few of an outage. */
class WatchedSearchEngine implements SearchEngine {

    private static final Logger log = LoggerFactory.getLogger(WatchedSearchEngine.class);

    private static final int FAILURES_TOLD = 3;

    private final SearchEngine engine;
    private final SearchMetrics metrics;
    private final AtomicInteger failuresInARow = new AtomicInteger();

    WatchedSearchEngine(SearchEngine engine, SearchMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Mono<List<Hit>> search(String query) {
        return Call.current()
                .flatMap(call ->
                        engine.search(query).doOnError(SearchUnavailable.class, failure -> failed(call, failure)))
                .doOnSuccess(hits -> failuresInARow.set(0));
    }

    private void failed(Call call, SearchUnavailable failure) {
        metrics.failed(name(), failure.reason());
        // an outage is worth a few lines, not one per request: the metric counts on
        if (failuresInARow.incrementAndGet() <= FAILURES_TOLD) {
            CallLog.with(call, () -> log.atWarn()
                    .addKeyValue("provider", name())
                    .addKeyValue("reason", failure.reason())
                    .addKeyValue("upstream_status", failure.status())
                    .log("the search provider {} failed: {}", name(), failure.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "Watched{" + engine.name() + "}";
    }
}
