package io.minerstack.agent.search;

import io.minerstack.agent.peer.Outage;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.CallLog;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Counts another engine's failures and tells the operator of the first few of an outage. */
class WatchedSearchEngine implements SearchEngine {

    private static final Logger log = LoggerFactory.getLogger(WatchedSearchEngine.class);

    private final SearchEngine engine;
    private final SearchMetrics metrics;
    private final Outage outage = new Outage();

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
                .doOnSuccess(hits -> outage.over());
    }

    private void failed(Call call, SearchUnavailable failure) {
        metrics.failed(name(), failure.reason());
        if (outage.isNews()) {
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
