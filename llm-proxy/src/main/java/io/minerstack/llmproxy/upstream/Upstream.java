package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.adapter.CallerRequest;
import io.minerstack.llmproxy.breaker.BreakerCall;
import io.minerstack.llmproxy.breaker.UpstreamBreaker;
import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.exchange.UpstreamClient;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.failure.WrongSetting;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.replica.PrefixMemory;
import io.minerstack.llmproxy.replica.Replica;
import io.minerstack.llmproxy.replica.ReplicaLoad;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One model server: its circuit breaker, its load, and the {@code Retry-After} that it asked for. */
public class Upstream implements Replica {

    private static final Logger log = LoggerFactory.getLogger(Upstream.class);

    /** The {@code Retry-After} beside the probe of another request. How long the probe takes is not known. */
    private static final Duration PROBE_RETRY_AFTER = Duration.ofSeconds(2);

    private final String name;
    private final long identity;
    private final UpstreamClient client;
    private final UpstreamBreaker breaker;
    private final ProviderMeters meters;
    private final ReplicaLoad load = new ReplicaLoad();
    private final PrefixMemory prefixes;
    private final ProbeState probeState;
    private final Silence silence = new Silence();
    private final Pause pause;
    private final RefusalLog refusals;
    private final Rest rest;
    private final ConfigurationCheck configuration;
    private final AnswerSpeed speed;
    private final Runnable placesChanged;
    private final Clock clock;
    private volatile boolean unreachable;
    private volatile boolean retired;

    /**
     * An upstream about which nothing is known.
     *
     * @param identity a number that other llm-proxies give this upstream, too
     * @param settings the variables that are named where the upstream does not accept our configuration
     * @param model the configured model
     * @param speed of this upstream alone
     * @param prefixes of this upstream alone
     * @param placesChanged called when this upstream can take requests again, or tells another number of them
     */
    public Upstream(
            String name,
            long identity,
            UpstreamClient client,
            UpstreamBreaker breaker,
            ProviderMeters meters,
            SettingNames settings,
            String model,
            AnswerSpeed speed,
            PrefixMemory prefixes,
            Runnable placesChanged,
            Clock clock) {
        this.name = name;
        this.identity = identity;
        this.client = client;
        this.breaker = breaker;
        this.meters = meters;
        this.probeState = new ProbeState(model);
        this.pause = new Pause(clock);
        this.refusals = new RefusalLog(clock);
        this.rest = new Rest(clock);
        this.configuration = new ConfigurationCheck(name, settings, model);
        this.speed = speed;
        this.prefixes = prefixes;
        this.placesChanged = placesChanged;
        this.clock = clock;
        breaker.onAvailable(placesChanged);
        meters.speed(name, speed, AnswerSpeed::tokensPerSecond);
    }

    /**
     * Sends the request once. Completes when the answer is complete; every error is an {@link UpstreamException}.
     * Cancelling closes the connection.
     *
     * @param request as the caller wrote it
     */
    public Flux<Chunk> complete(CallerRequest request, RequestContext context, FirstTokenTimeout firstToken) {
        return Flux.defer(() -> {
            if (retired) {
                return Flux.error(new UpstreamException(FailureKind.UNREACHABLE, "the server has left"));
            }
            Duration wait = pause.admit();
            if (!wait.isZero()) {
                return Flux.error(
                        UpstreamException.temporary(FailureKind.RATE_LIMITED, "paused after Retry-After", wait));
            }
            BreakerCall call = breaker.begin(firstToken.alternative());
            return call == null
                    ? Flux.error(UpstreamException.circuitOpen(PROBE_RETRY_AFTER))
                    : exchange(request, context, firstToken, call);
        });
    }

    private Flux<Chunk> exchange(
            CallerRequest request, RequestContext context, FirstTokenTimeout firstToken, BreakerCall call) {
        ExchangeObservation observation = new ExchangeObservation(name, meters, refusals, context);
        ExchangePace pace = new ExchangePace(speed, System::nanoTime);
        Instant sent = clock.instant();
        AtomicBoolean firstAsked = new AtomicBoolean();
        boolean enoughTime = isEnough(firstToken, context);
        CallerRequest planned = request.withTokensInTime(speed.tokensWithin(answerTime(context)));
        return client.complete(planned, maxContext(), context, firstToken)
                .doOnNext(chunk -> {
                    pace.chunk(chunk);
                    if (chunk.hasToken()) {
                        silence.heard();
                        pause.answered();
                        rest.answered(sent);
                        call.token();
                    }
                })
                .doOnSubscribe(subscription -> firstAsked.set(enoughTime && silence.asked()))
                // lines about the upstream have the id of the request that showed its state
                .doOnError(failure -> LogContext.with(context, () -> {
                    if (enoughTime || !isCut(failure)) {
                        call.failed(failure, !isSilent());
                    } else {
                        call.ignored();
                    }
                }))
                .doOnError(UpstreamException.class, failure -> {
                    if (!failure.kind().isOfBudget()) {
                        LogContext.with(context, () -> failed(failure));
                        observation.failed(failure);
                    } else if (firstAsked.get()) {
                        // nothing was sent, so the upstream owes no answer
                        silence.heard();
                    }
                })
                .doOnComplete(() -> {
                    pace.completed();
                    LogContext.with(context, () -> {
                        call.succeeded();
                        succeeded();
                    });
                    observation.succeeded();
                })
                .doOnCancel(() -> {
                    LogContext.with(context, () -> call.cancelled(!enoughTime || !isSilent()));
                    observation.cancelled();
                });
    }

    /** Whether this upstream usually has its first token within the time of the attempt. */
    private boolean isEnough(FirstTokenTimeout firstToken, RequestContext context) {
        Duration usual = speed.usualFirstToken();
        return usual == null
                || (firstToken.time().compareTo(usual) >= 0
                        && context.deadline().remaining(clock).compareTo(usual) >= 0);
    }

    private static boolean isCut(Throwable failure) {
        return failure instanceof UpstreamException upstream
                && (upstream.kind() == FailureKind.HEADERS_TIMEOUT
                        || upstream.kind() == FailureKind.FIRST_TOKEN_TIMEOUT);
    }

    /** The time for which an answer is planned: until the target, or until the deadline where the target has passed. */
    private Duration answerTime(RequestContext context) {
        Duration target = context.timeToTarget(clock);
        return target.isZero() ? context.deadline().remaining(clock) : target;
    }

    private void succeeded() {
        unreachable = false;
        configuration.accepted();
        probeState.succeeded();
    }

    /** Whether the upstream sent nothing for the time in which its response headers must arrive. */
    private boolean isSilent() {
        return silence.isLongerThan(client.headersTimeout());
    }

    private void failed(UpstreamException failure) {
        unreachable = failure.kind() == FailureKind.UNREACHABLE;
        if (unreachable) {
            prefixes.clear();
        }
        if (failure.kind().isResponse() || failure.isErrorResponse()) {
            silence.heard();
        }
        if (failure.kind() == FailureKind.MISCONFIGURED) {
            configuration.refused(failure);
        }
        Duration wait = failure.retryAfter();
        if (wait != null) {
            pause.begin(wait);
        } else if (failure.kind() == FailureKind.RATE_LIMITED || failure.kind() == FailureKind.OVERLOADED) {
            rest.begin();
        }
    }

    /** What this upstream's exchanges show of its speed. */
    public AnswerSpeed speed() {
        return speed;
    }

    /** What is left of the last {@code Retry-After}, zero if nothing is. */
    public Duration retryAfter() {
        return pause.left();
    }

    /** How many rests there were without an answer, with the one of now; 0 while this upstream does not rest. */
    public int rests() {
        return rest.count();
    }

    /** Whether the model list can show at once what a refused call was about. */
    public boolean isModelListWanted() {
        return configuration.isModelListWanted();
    }

    /** Whether the upstream did not accept our configuration, and no call has worked since. */
    public boolean isMisconfigured() {
        return configuration.isWrong();
    }

    /** The variables of which the upstream did not accept one; empty while it accepts our configuration. */
    public String wrongSettings() {
        return configuration.wrongSettings();
    }

    /** Which setting was not accepted; null where that is not known, or all is accepted. */
    public @Nullable WrongSetting wrongSetting() {
        return configuration.setting();
    }

    /**
     * False while the circuit breaker is open. A half-open breaker lets one request through and rejects the others
     * itself.
     */
    public boolean isAvailable() {
        return !breaker.isOpen();
    }

    /** Whether the circuit breaker is open because the upstream could not be reached. */
    public boolean isUnreachable() {
        return unreachable && breaker.isOpen();
    }

    @Override
    public long identity() {
        return identity;
    }

    @Override
    public ReplicaLoad load() {
        return load;
    }

    @Override
    public PrefixMemory prefixes() {
        return prefixes;
    }

    /** The server is no longer one of its provider's: requests that run go on, and no new one is sent. */
    public void retire() {
        retired = true;
    }

    public String name() {
        return name;
    }

    public UpstreamState state() {
        if (configuration.isWrong()) {
            return UpstreamState.MISCONFIGURED;
        }
        if (breaker.isOpen()) {
            return UpstreamState.OPEN;
        }
        return breaker.isHalfOpen() ? UpstreamState.HALF_OPEN : probeState.state();
    }

    /**
     * Reads the upstream's list of models. An upstream that was unreachable and answers gets the next request, before
     * the wait of its circuit breaker is over. Never fails.
     */
    public Mono<Void> probe() {
        configuration.modelListAsked();
        return client.models()
                .doOnNext(models -> {
                    if (probeState.succeeded(models)) {
                        placesChanged.run();
                    }
                    configuration.modelListReceived(models);
                    if (isUnreachable()) {
                        breaker.allowProbe();
                    }
                })
                .then()
                .onErrorResume(failure -> {
                    if (failure instanceof UpstreamException refusal && refusal.kind() == FailureKind.MISCONFIGURED) {
                        configuration.modelListRefused(refusal);
                    }
                    if (!isMisconfigured() && probeState.failed()) {
                        log.atWarn()
                                .addKeyValue("upstream", name)
                                .log(
                                        "upstream {}: model list not available: {}",
                                        name,
                                        failure instanceof UpstreamException refusal
                                                ? refusal.getMessage()
                                                : failure.getClass().getSimpleName());
                    }
                    return Mono.empty();
                });
    }

    /** The upstream's own name of its model, null if unknown. */
    public @Nullable String model() {
        return probeState.model();
    }

    /** Whether the upstream accepts JSON schemas, as far as is known. */
    public boolean takesJsonSchema() {
        return client.takesJsonSchema();
    }

    /** Tokens of the model's context, null if unknown. */
    public @Nullable Integer maxContext() {
        return probeState.maxContext();
    }

    /** Requests that the upstream works on at the same time, null if unknown. */
    public @Nullable Integer maxSequences() {
        return probeState.maxSequences();
    }
}
