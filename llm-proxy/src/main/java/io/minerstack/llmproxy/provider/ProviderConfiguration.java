package io.minerstack.llmproxy.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.llmproxy.discovery.DnsAddressSource;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.queue.RequestQueue;
import io.minerstack.llmproxy.replica.PrefixChooser;
import io.minerstack.llmproxy.spending.Spending;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import io.minerstack.servicesupport.tracing.RequestTracer;
import io.minerstack.stacksupport.price.PricedModel;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Makes the providers that {@code LLM_PROVIDER} names. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    @Bean
    Providers providers(
            ProvidersProperties settings,
            CircuitBreakerRegistry breakers,
            Spending spending,
            ObjectProvider<RequestTracer> tracer,
            MeterRegistry registry,
            JsonMapper json,
            Clock clock) {
        HttpsProxy.read(settings.network().httpsProxy(), settings.network().noProxy())
                .warnOfUnusableEntries();
        return new Providers(settings.order().kinds().stream()
                .map(kind ->
                        provider(kind, settings, breakers, spending, tracer.getIfAvailable(), registry, json, clock))
                .toList());
    }

    private static Provider provider(
            ProviderKind kind,
            ProvidersProperties settings,
            CircuitBreakerRegistry breakers,
            Spending spending,
            @Nullable RequestTracer tracer,
            MeterRegistry registry,
            JsonMapper json,
            Clock clock) {
        ProviderProperties own = settings.of(kind);
        if (kind == ProviderKind.OPENAI && (own.apiKey() == null || own.apiKey().isBlank())) {
            throw new InvalidConfigurationException("OPENAI_API_KEY: required, because LLM_PROVIDER names openai");
        }
        if (own.apiKey() != null
                && PlaceholderKey.isPlaceholder(own.apiKey(), own.urls().apis(kind))) {
            throw new InvalidConfigurationException(kind.settings().apiKey()
                    + ": still the placeholder of an example, and LLM_PROVIDER names " + kind.label()
                    + "; put your own key there");
        }
        ProviderMeters meters = new ProviderMeters(registry, kind.label(), own.model());
        PricedModel priced = spending.model(kind.label(), own.model());
        UpstreamFactory factory =
                new UpstreamFactory(kind, settings, meters, spending.meter(priced), tracer, breakers, json, clock);
        UpstreamSet upstreams = new UpstreamSet(factory);
        RequestQueue queue =
                new RequestQueue(kind.label(), () -> upstreams.places(own.maxConcurrent()), own.maxPending(), registry);
        upstreams.onPlacesChanged(queue::placesChanged);
        meters.upstreams(upstreams, set -> set.all().size());
        Provider provider = new Provider(kind, own, upstreams, new PrefixChooser(), queue, meters);
        priced.shownAs(provider::model);
        return provider;
    }

    @Bean
    DnsAddressSource addressSource() {
        return new DnsAddressSource();
    }
}
