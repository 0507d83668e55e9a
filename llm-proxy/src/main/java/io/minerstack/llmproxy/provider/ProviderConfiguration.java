package io.minerstack.llmproxy.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.llmproxy.exchange.UpstreamClient;
import io.minerstack.llmproxy.exchange.UpstreamExchange;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.provider.ProviderKind;
import io.minerstack.llmproxy.provider.ProviderProperties;
import io.minerstack.llmproxy.provider.Providers;
import io.minerstack.llmproxy.sse.ChunkReader;
import io.minerstack.servicesupport.client.AddressResolution;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Builds the providers that {@code LLM_PROVIDER} names, each with connections, breakers and limits of its own. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    // uvicorn, in front of vLLM, closes idle connections after 5 s: one that we hold longer may be gone when it is used
    private static final Duration MAX_IDLE = Duration.ofSeconds(4);

    @Bean
    Providers providers(
            ProvidersProperties settings,
            CircuitBreakerRegistry breakers,
            MeterRegistry registry,
            JsonMapper json,
            Clock clock) {
        return new Providers(settings.order().kinds().stream()
                .map(kind -> provider(kind, settings, breakers, registry, json, clock))
                .toList());
    }

    private static Provider provider(
            ProviderKind kind,
            ProvidersProperties settings,
            CircuitBreakerRegistry breakers,
            MeterRegistry registry,
            JsonMapper json,
            Clock clock) {
        ProviderProperties own = settings.of(kind);
        if (kind == ProviderKind.OPENAI && (own.apiKey() == null || own.apiKey().isBlank())) {
            throw new InvalidConfigurationException("OPENAI_API_KEY: required, because LLM_PROVIDER names openai");
        }
        ProviderMeters meters = new ProviderMeters(registry, kind.wireName(), own.model());
        UpstreamExchange.Server shared = new UpstreamExchange.Server(
                new ChunkReader(json), meters, clock, settings.maxReplySize().toBytes(), settings.usageGrace());
        HttpClient http = http(kind, own);
        List<URI> apis = own.urls().apis(kind);
        List<Upstream> upstreams = new ArrayList<>();
        for (URI api : apis) {
            String name = apis.size() == 1 ? kind.wireName() : kind.wireName() + "-" + (upstreams.size() + 1);
            upstreams.add(new Upstream(
                    name,
                    new UpstreamClient(kind, api, own, settings.maxTokens(), http, json, shared),
                    breakers.circuitBreaker(name, settings.breaker().config()),
                    meters,
                    clock));
        }
        return new Provider(kind, own, upstreams, permits(kind, own, registry), meters);
    }

    private static HttpClient http(ProviderKind kind, ProviderProperties settings) {
        ConnectionProvider connections = ConnectionProvider.builder("llm-" + kind.wireName())
                // never the limit: admission is, and a cancelled request's connection may take a moment to go
                .maxConnections(2 * settings.maxConcurrent() + 8)
                .pendingAcquireTimeout(settings.clocks().connect())
                .maxIdleTime(MAX_IDLE)
                .evictInBackground(MAX_IDLE)
                .lifo()
                .build();
        return AddressResolution.follow(HttpClient.create(connections))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.clocks().connect().toMillis())
                // attempts are counted and bounded by the route alone
                .disableRetry(true)
                .followRedirect(false);
    }

    private static InstrumentedPool<Provider.Permit> permits(
            ProviderKind kind, ProviderProperties settings, MeterRegistry registry) {
        InstrumentedPool<Provider.Permit> permits = PoolBuilder.from(Mono.fromSupplier(Provider.Permit::new))
                .sizeBetween(0, settings.maxConcurrent())
                .maxPendingAcquire(settings.maxPending())
                .buildPool();
        Gauge.builder(LlmMeter.IN_FLIGHT.meterName(), permits, pool -> pool.metrics()
                        .acquiredSize())
                .description(LlmMeter.IN_FLIGHT.description())
                .tag(LlmMeter.SHORT_PROVIDER, kind.wireName())
                .register(registry);
        Gauge.builder(LlmMeter.PENDING.meterName(), permits, pool -> pool.metrics()
                        .pendingAcquireSize())
                .description(LlmMeter.PENDING.description())
                .tag(LlmMeter.SHORT_PROVIDER, kind.wireName())
                .register(registry);
        return permits;
    }
}
