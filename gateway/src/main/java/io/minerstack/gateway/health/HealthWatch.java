package io.minerstack.gateway.health;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks agent-service every so often how it is, so that nobody who asks the gateway has to wait for it. */
@Component
class HealthWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HealthWatch.class);

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,4}");

    private final WebClient agentService;
    private final JsonMapper json;
    private final Duration interval;
    private final Duration maxAge;
    private final Clock clock;
    private final AtomicReference<@Nullable HealthReport> last = new AtomicReference<>();
    private final AtomicReference<@Nullable Disposable> watch = new AtomicReference<>();
    private volatile boolean reachable = true;

    HealthWatch(WebClient.Builder clients, JsonMapper json, HealthProperties properties, Clock clock) {
        this.agentService = clients.baseUrl(properties.source().toString()).build();
        this.json = json;
        this.interval = properties.interval();
        this.maxAge = properties.maxAge();
        this.clock = clock;
    }

    /** The last report, or null if there is none that is recent. */
    @Nullable
    HealthReport recent() {
        HealthReport report = last.get();
        return report == null || report.seen().plus(maxAge).isBefore(clock.instant()) ? null : report;
    }

    /** What was known last, however long ago. */
    Standing standing() {
        HealthReport report = last.get();
        return report == null ? Standing.UNKNOWN : report.standing();
    }

    @Override
    public void start() {
        watch.set(Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .concatMap(tick -> look(), 1)
                .subscribe());
    }

    private Mono<Void> look() {
        return agentService
                .get()
                .uri("/health")
                .accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(this::read)
                .timeout(interval)
                .doOnNext(report -> {
                    last.set(report);
                    reachable = true;
                })
                .doOnError(this::notReached)
                .onErrorComplete()
                .then();
    }

    private Mono<HealthReport> read(ClientResponse response) {
        return response.bodyToMono(byte[].class)
                .map(this::checked)
                .map(body -> new HealthReport(
                        response.statusCode(),
                        body,
                        retryAfter(response),
                        standing().with(body),
                        clock.instant()));
    }

    /** Null where it is a date, or nothing that a client could wait for. */
    private static @Nullable String retryAfter(ClientResponse response) {
        String sent = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        return sent != null && SECONDS.matcher(sent).matches() ? sent : null;
    }

    /** Only JSON is passed on: a proxy in between may answer with a page of its own. */
    private JsonNode checked(byte[] body) throws JacksonException {
        JsonNode read = json.readTree(body);
        if (!read.isObject()) {
            throw new IllegalStateException("agent-service's health is no JSON object");
        }
        return read;
    }

    private void notReached(Throwable failure) {
        if (reachable) {
            // once, not every two seconds
            log.warn("agent-service does not say how it is: {}", failure.toString());
            reachable = false;
        }
    }

    @Override
    public void stop() {
        Disposable running = watch.getAndSet(null);
        if (running != null) {
            running.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return watch.get() != null;
    }
}
