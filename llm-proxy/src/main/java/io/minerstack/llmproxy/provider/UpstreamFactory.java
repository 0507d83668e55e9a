package io.minerstack.llmproxy.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.minerstack.llmproxy.adapter.Dialect;
import io.minerstack.llmproxy.adapter.LearnedRequestForm;
import io.minerstack.llmproxy.adapter.RequestAdapter;
import io.minerstack.llmproxy.breaker.UpstreamBreaker;
import io.minerstack.llmproxy.discovery.PinnedAddress;
import io.minerstack.llmproxy.exchange.ExchangeSettings;
import io.minerstack.llmproxy.exchange.UpstreamClient;
import io.minerstack.llmproxy.exchange.UpstreamEndpoint;
import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.replica.PrefixMemory;
import io.minerstack.llmproxy.spending.AttemptMeter;
import io.minerstack.llmproxy.sse.ChunkReader;
import io.minerstack.llmproxy.tracing.AttemptTracer;
import io.minerstack.llmproxy.tracing.GenAiSpans;
import io.minerstack.llmproxy.upstream.AnswerSpeed;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.servicesupport.client.AddressResolution;
import io.minerstack.servicesupport.client.ConnectionLifetime;
import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.servicesupport.tracing.RequestTracer;
import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

/** Makes the upstreams of one provider: one connection pool for all, one circuit breaker for each. */
class UpstreamFactory {

    // uvicorn, in front of vLLM, closes idle connections after 5 s: a connection that we keep longer may be closed
    // when a request uses it
    private static final Duration MAX_IDLE = Duration.ofSeconds(4);

    // an address that no server has any more gets no more connections
    private static final Duration INACTIVE_POOL = Duration.ofMinutes(1);

    private final ProviderKind kind;
    private final ProvidersProperties settings;
    private final ProviderProperties provider;
    private final ProviderMeters meters;
    private final CircuitBreakerRegistry breakers;
    private final JsonMapper json;
    private final Clock clock;
    private final UpstreamTimeouts timeouts;
    private final HttpClient http;
    private final HttpsProxy proxy;
    private final ExchangeSettings exchange;
    private final boolean tracing;

    /**
     * A factory for the upstreams of one provider.
     *
     * @param tracer makes spans; null while tracing is off
     */
    UpstreamFactory(
            ProviderKind kind,
            ProvidersProperties settings,
            ProviderMeters meters,
            AttemptMeter spending,
            @Nullable RequestTracer tracer,
            CircuitBreakerRegistry breakers,
            JsonMapper json,
            Clock clock) {
        this.kind = kind;
        this.settings = settings;
        this.provider = settings.of(kind);
        this.meters = meters;
        this.breakers = breakers;
        this.json = json;
        this.clock = clock;
        this.timeouts = settings.timeouts(kind);
        this.http = TrustedCertificates.read(settings.network().caFile())
                .apply(http(kind, provider.maxConcurrent(), timeouts.connect()));
        this.proxy = HttpsProxy.read(
                settings.network().httpsProxy(), settings.network().noProxy());
        this.tracing = tracer != null;
        this.exchange = exchangeSettings(
                meters,
                spending,
                tracer == null ? AttemptTracer.none() : new GenAiSpans(tracer, kind.label()),
                provider.apiKey());
    }

    /** The name of the provider. */
    String label() {
        return kind.label();
    }

    /** The configured URLs. */
    List<URI> apis() {
        return provider.urls().apis(kind);
    }

    /**
     * Whether the addresses of a URL's host are model servers of their own. A public provider has its own balancing
     * behind its addresses, and a proxy resolves names itself.
     */
    boolean hasReplicas(URI api) {
        return kind != ProviderKind.OPENAI && !proxy.appliesTo(api) && !isAddress(api.getHost());
    }

    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || host.startsWith("[");
    }

    /**
     * An upstream about which nothing is known.
     *
     * @param name unique among all upstreams of this service
     * @param address where its connections go; null for all addresses of its host in turn
     * @param placesChanged called when the upstream can take requests again, or tells another number of them
     */
    Upstream create(String name, URI api, @Nullable InetAddress address, Runnable placesChanged) {
        HttpClient client = proxy.apply(http, api);
        UpstreamClient requests = new UpstreamClient(
                new UpstreamEndpoint(
                        api,
                        provider.apiKey(),
                        kind == ProviderKind.LOCAL,
                        kind == ProviderKind.LOCAL || (tracing && kind == ProviderKind.VLLM)),
                new RequestAdapter(
                        dialect(kind, provider, api),
                        provider.model(),
                        settings.requestDefaults(kind),
                        new LearnedRequestForm(name, clock)),
                timeouts,
                exchange,
                address == null ? client : client.resolver(new PinnedAddress(address)),
                json);
        return new Upstream(
                name,
                identity(api, address),
                requests,
                new UpstreamBreaker(
                        name, breakers.circuitBreaker(name, settings.breaker().config())),
                meters,
                kind.settings(),
                provider.model(),
                new AnswerSpeed(settings.minPlannedTokens()),
                new PrefixMemory(settings.prefixMemory().toBytes()),
                placesChanged,
                clock);
    }

    /** Not the name, whose number depends on what this llm-proxy has seen. */
    private static long identity(URI api, @Nullable InetAddress address) {
        return Objects.hash(api, address);
    }

    /** Another upstream may get this name. */
    void release(String name) {
        meters.forgetSpeed(name);
        breakers.remove(name);
    }

    private ExchangeSettings exchangeSettings(
            ProviderMeters meters, AttemptMeter spending, AttemptTracer tracer, @Nullable Secret apiKey) {
        UpstreamErrorMapper errors = new UpstreamErrorMapper(json, clock, apiKey);
        return new ExchangeSettings(
                new ChunkReader(json, errors),
                errors,
                meters,
                spending,
                tracer,
                settings.maxReplySize().toBytes(),
                settings.usageGrace());
    }

    private static Dialect dialect(ProviderKind kind, ProviderProperties provider, URI api) {
        String maxTokensField = provider.maxTokensField().nameFor(api);
        return switch (kind) {
            case LOCAL -> Dialect.local(maxTokensField);
            case VLLM -> Dialect.vllm(maxTokensField);
            case OPENAI -> Dialect.openAi(provider.model(), maxTokensField);
        };
    }

    private static HttpClient http(ProviderKind kind, int maxConcurrent, Duration connectTimeout) {
        ConnectionProvider.Builder pool = ConnectionProvider.builder("llm-" + kind.label())
                // more than the request queue admits, because the connection of a cancelled request closes a moment
                // later
                .maxConnections(2 * maxConcurrent + 8)
                .pendingAcquireTimeout(connectTimeout)
                .maxIdleTime(MAX_IDLE)
                .evictInBackground(MAX_IDLE)
                .disposeInactivePoolsInBackground(INACTIVE_POOL, INACTIVE_POOL)
                .lifo();
        // only a model server of one's own is a service with replicas: at a public provider, each new connection costs
        // the round trips of TLS
        ConnectionProvider connections = (kind == ProviderKind.OPENAI ? pool : ConnectionLifetime.bound(pool)).build();
        return AddressResolution.withShortCache(HttpClient.create(connections))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
                // the fallback policy counts and limits the attempts
                .disableRetry(true)
                .followRedirect(false);
    }
}
