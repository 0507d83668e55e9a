package io.minerstack.agent.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.agent.memory.MemoryAvailability;
import io.minerstack.agent.profile.ServingModel;
import io.minerstack.agent.profile.ServingModelSource;
import io.minerstack.agent.prompt.ContextLengthSource;
import io.minerstack.servicesupport.client.Poller;
import io.minerstack.servicesupport.clock.ClockSkew;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.exception.FailureInWords;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Polls the status of llm-proxy and memory-service, so that {@code /health} answers without a call and prompts know the
 * model and its context length. A single failed poll is ignored; an outage begins with the second one in a row. A model
 * server that does not accept our configuration is no outage that may be over in a moment: it counts at once.
 */
@Component
class DependencyMonitor implements SmartLifecycle, ContextLengthSource, ServingModelSource, MemoryAvailability {

    private static final Logger log = LoggerFactory.getLogger(DependencyMonitor.class);

    private static final int OUTAGE_FAILURES = 2;

    private final WebClient llmProxy;
    private final WebClient memoryService;
    private final StatusProperties properties;
    private final Clock clock;
    private final Poller llmProxyPoller;
    private final Poller memoryServicePoller;

    private volatile @Nullable LlmProxyStatus lastLlmProxyStatus;
    private volatile long activeConversations;
    private volatile boolean memoryAnswered;

    DependencyMonitor(
            LlmProxyWebClient llmProxy,
            MemoryServiceWebClient memoryService,
            StatusProperties properties,
            Clock clock,
            MeterRegistry meters) {
        // polls alone measure the clocks: they are short, and requests of callers pay nothing
        this.llmProxy = llmProxy.http()
                .mutate()
                .filter(new ClockSkew("llm-proxy", clock, meters))
                .build();
        this.memoryService = memoryService
                .http()
                .mutate()
                .filter(new ClockSkew("memory-service", clock, meters))
                .build();
        this.properties = properties;
        this.clock = clock;
        this.llmProxyPoller = poller("llm-proxy", this::pollLlmProxy);
        this.memoryServicePoller = poller("memory-service", this::pollMemoryService);
    }

    /** llm-proxy's status while a model is available; null before the first poll and during an outage. */
    @Nullable
    LlmProxyStatus llmProxyStatus() {
        LlmProxyStatus last = lastLlmProxyStatus;
        return llmProxyPoller.isHealthy() && last != null && !last.isUnavailable() ? last : null;
    }

    /**
     * The last known status, also during an outage, because names and limits stay valid. Null before the first poll.
     */
    @Nullable
    LlmProxyStatus lastLlmProxyStatus() {
        return lastLlmProxyStatus;
    }

    boolean isMemoryAvailable() {
        return memoryServicePoller.isHealthy();
    }

    @Override
    public boolean isAway() {
        return memoryAnswered && !isMemoryAvailable();
    }

    long activeConversations() {
        return activeConversations;
    }

    @Override
    public OptionalInt tokens() {
        LlmProxyStatus status = lastLlmProxyStatus;
        return status == null ? OptionalInt.empty() : status.contextLength();
    }

    @Override
    public ServingModel servingModel() {
        LlmProxyStatus status = lastLlmProxyStatus;
        String provider = status == null || status.llmProvider() == null
                ? properties.llmProvider().split(",", 2)[0].strip()
                : status.llmProvider();
        if (status == null) {
            return new ServingModel(provider, "", true);
        }
        // llm-proxy asks without the schema where the provider turns out not to take it
        boolean takesJsonSchema = status.jsonSchema() == null || status.jsonSchema();
        return new ServingModel(provider, status.model() == null ? "" : status.model(), takesJsonSchema);
    }

    @Override
    public void start() {
        llmProxyPoller.start();
        memoryServicePoller.start();
    }

    @Override
    public void stop() {
        llmProxyPoller.stop();
        memoryServicePoller.stop();
    }

    @Override
    public boolean isRunning() {
        return llmProxyPoller.isRunning();
    }

    private Poller poller(String name, Supplier<Mono<?>> poll) {
        return Poller.every(properties.pollInterval(), log, name, poll)
                .timeout(properties.pollTimeout())
                .outageAfter(OUTAGE_FAILURES)
                .build();
    }

    private Mono<LlmProxyStatus> pollLlmProxy() {
        return status(llmProxy, LlmProxyStatus.class)
                .doOnNext(this::store)
                .flatMap(status ->
                        status.isUnavailable() ? Mono.error(NoProviderAvailableException::new) : Mono.just(status));
    }

    /** Keeps the status from before an outage until the outage has begun. */
    private void store(LlmProxyStatus status) {
        if (!status.isUnavailable() || !status.misconfigured().isEmpty() || llmProxyStatus() == null) {
            lastLlmProxyStatus = status;
        }
    }

    private Mono<MemoryServiceStatus> pollMemoryService() {
        return status(memoryService, MemoryServiceStatus.class).doOnNext(status -> {
            memoryAnswered = true;
            activeConversations = status.activeConversations();
        });
    }

    private <T> Mono<T> status(WebClient service, Class<T> type) {
        RequestContext context = new RequestContext(
                RequestId.acceptOrNew(null), null, Deadline.in(properties.pollTimeout(), clock), null);
        return service.get().uri("/status").retrieve().bodyToMono(type).contextWrite(context::into);
    }

    /** llm-proxy answers but has no provider to call. */
    private static final class NoProviderAvailableException extends RuntimeException implements FailureInWords {

        private static final long serialVersionUID = 1L;
        private static final String WORDS = "no provider is available";

        NoProviderAvailableException() {
            super(WORDS, null, false, false);
        }

        @Override
        public String words() {
            return WORDS;
        }
    }
}
