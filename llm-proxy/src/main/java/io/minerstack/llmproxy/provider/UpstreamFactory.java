package io.minerstack.llmproxy.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.minerstack.llmproxy.adapter.Dialect;
import io.minerstack.llmproxy.adapter.LearnedRequestForm;
import io.minerstack.llmproxy.adapter.RequestAdapter;
import io.minerstack.llmproxy.breaker.UpstreamBreaker;
import io.minerstack.llmproxy.exchange.ExchangeSettings;
import io.minerstack.llmproxy.exchange.UpstreamClient;
import io.minerstack.llmproxy.exchange.UpstreamEndpoint;
import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.sse.ChunkReader;
import io.minerstack.llmproxy.upstream.AnswerSpeed;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.servicesupport.client.AddressResolution;
import io.minerstack.servicesupport.client.ConnectionLifetime;
import io.minerstack.servicesupport.secret.Secret;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

/** Makes the upstreams of a provider: one connection pool for all, one circuit breaker for each. */
class UpstreamFactory {

    // uvicorn, in front of vLLM, closes idle connections after 5 s: a connection that we keep longer may be closed
    // when a request uses it
    private static final Duration MAX_IDLE = Duration.ofSeconds(4);

    private final ProvidersProperties settings;
    private final CircuitBreakerRegistry breakers;
    private final JsonMapper json;
    private final Clock clock;

    UpstreamFactory(ProvidersProperties settings, CircuitBreakerRegistry breakers, JsonMapper json, Clock clock) {
        this.settings = settings;
        this.breakers = breakers;
        this.json = json;
        this.clock = clock;
    }

    /** Names a single upstream as its provider, and several {@code vllm-1}, {@code vllm-2} and so on. */
    List<Upstream> upstreams(ProviderKind kind, ProviderMeters meters) {
        ProviderProperties provider = settings.of(kind);
        UpstreamTimeouts timeouts = settings.timeouts(kind);
        HttpClient http = TrustedCertificates.read(settings.network().caFile())
                .apply(http(kind, provider.maxConcurrent(), timeouts.connect()));
        HttpsProxy proxy = HttpsProxy.read(
                settings.network().httpsProxy(), settings.network().noProxy());
        ExchangeSettings exchange = exchangeSettings(meters, provider.apiKey());
        List<URI> apis = provider.urls().apis(kind);
        List<Upstream> upstreams = new ArrayList<>();
        for (URI api : apis) {
            String name = apis.size() == 1 ? kind.label() : kind.label() + "-" + (upstreams.size() + 1);
            UpstreamClient client = new UpstreamClient(
                    new UpstreamEndpoint(api, provider.apiKey(), kind == ProviderKind.LOCAL),
                    new RequestAdapter(
                            dialect(kind, provider, api),
                            provider.model(),
                            settings.requestDefaults(kind),
                            new LearnedRequestForm(name, clock)),
                    timeouts,
                    exchange,
                    proxy.apply(http, api),
                    json);
            UpstreamBreaker breaker = new UpstreamBreaker(
                    name, breakers.circuitBreaker(name, settings.breaker().config()));
            AnswerSpeed speed = new AnswerSpeed(settings.minPlannedTokens());
            upstreams.add(new Upstream(name, client, breaker, meters, kind.settings(), provider.model(), speed, clock));
        }
        return upstreams;
    }

    private ExchangeSettings exchangeSettings(ProviderMeters meters, @Nullable Secret apiKey) {
        UpstreamErrorMapper errors = new UpstreamErrorMapper(json, clock, apiKey);
        return new ExchangeSettings(
                new ChunkReader(json, errors),
                errors,
                meters,
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
