package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.WrongSetting;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.queue.QueueWait;
import io.minerstack.llmproxy.queue.RequestQueue;
import io.minerstack.llmproxy.replica.PromptPrefix;
import io.minerstack.llmproxy.replica.ReplicaChoice;
import io.minerstack.llmproxy.replica.ReplicaChooser;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.llmproxy.upstream.UpstreamState;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** One provider: one or more upstreams with the same model, and a common request queue. */
public class Provider {

    private static final String UPSTREAMS_OWN_MODEL = "default";

    private final ProviderKind kind;
    private final String model;
    private final int configuredContext;
    private final UpstreamSet upstreams;
    private final ReplicaChooser chooser;
    private final RequestQueue queue;
    private final ProviderMeters meters;

    Provider(
            ProviderKind kind,
            ProviderProperties settings,
            UpstreamSet upstreams,
            ReplicaChooser chooser,
            RequestQueue queue,
            ProviderMeters meters) {
        this.kind = kind;
        this.model = settings.model();
        this.configuredContext = settings.maxContext();
        this.upstreams = upstreams;
        this.chooser = chooser;
        this.queue = queue;
        this.meters = meters;
    }

    public String name() {
        return kind.label();
    }

    public ProviderMeters meters() {
        return meters;
    }

    ProviderKind kind() {
        return kind;
    }

    /** The upstreams now; model servers may come and go. */
    List<Upstream> upstreams() {
        return upstreams.all();
    }

    /** The set of upstreams, which changes. */
    UpstreamSet upstreamSet() {
        return upstreams;
    }

    /** The number of upstreams. */
    public int size() {
        return upstreams().size();
    }

    /** The configured model; for {@code default} the upstream's own name of its model, once known. */
    public String model() {
        return model.equals(UPSTREAMS_OWN_MODEL)
                ? upstreams().stream()
                        .map(Upstream::model)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(model)
                : model;
    }

    /** Whether a request for exactly this model may be sent here. */
    public boolean serves(String wanted) {
        return wanted.equals(model) || wanted.equals(model());
    }

    /** Tokens of the shortest context among the upstreams, null if unknown. */
    public @Nullable Integer maxContext() {
        return upstreams().stream()
                .map(Upstream::maxContext)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(configuredContext > 0 ? configuredContext : null);
    }

    /** Whether all upstreams accept JSON schemas, as far as is known: any of them may get the next request. */
    public boolean takesJsonSchema() {
        return upstreams().stream().allMatch(Upstream::takesJsonSchema);
    }

    /** The best state among the upstreams. */
    public UpstreamState state() {
        return upstreams().stream()
                .map(Upstream::state)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The shortest {@code Retry-After} among the available upstreams, zero if none is available. */
    public Duration retryAfter() {
        return upstreams().stream()
                .filter(Upstream::isAvailable)
                .map(Upstream::retryAfter)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The rests of the available upstream with the fewest; 0 while one of them does not rest, or none is available. */
    public int rests() {
        return upstreams().stream()
                .filter(Upstream::isAvailable)
                .mapToInt(Upstream::rests)
                .min()
                .orElse(0);
    }

    /** False while the circuit breakers of all upstreams are open. */
    public boolean isAvailable() {
        return upstreams().stream().anyMatch(Upstream::isAvailable);
    }

    /** Whether no upstream accepts our configuration. */
    public boolean isMisconfigured() {
        return upstreams().stream().allMatch(Upstream::isMisconfigured);
    }

    /** The variables of which the upstreams did not accept one; null while an upstream accepts our configuration. */
    public @Nullable String wrongSettings() {
        return isMisconfigured()
                ? upstreams().stream().map(Upstream::wrongSettings).distinct().collect(Collectors.joining(", "))
                : null;
    }

    /** Which setting no upstream accepted; null where it is not the same at all of them. */
    public @Nullable WrongSetting wrongSetting() {
        List<Upstream> all = upstreams();
        WrongSetting first = all.isEmpty() ? null : all.getFirst().wrongSetting();
        return all.stream().allMatch(each -> each.wrongSetting() == first) ? first : null;
    }

    /**
     * The upstream for the next attempt: one with the shortest {@code Retry-After} that did not just fail, and among
     * several of these the one that {@link ReplicaChooser} chooses. Null while no upstream is available.
     *
     * @param failed the upstream that failed last, chosen only if no other is free; null for the first attempt
     * @param prompt called only where there are several upstreams
     */
    public @Nullable ReplicaChoice<Upstream> pick(@Nullable Upstream failed, Supplier<PromptPrefix> prompt) {
        List<Upstream> all = upstreams();
        List<Upstream> available = all.stream().filter(Upstream::isAvailable).toList();
        if (available.size() < 2) {
            return choose(available, all, prompt);
        }
        Comparator<Preference> order = Comparator.comparing(Preference::misconfigured)
                .thenComparing(Preference::retryAfter)
                .thenComparing(Preference::failed);
        List<Preference> preferences = available.stream()
                .map(upstream ->
                        new Preference(upstream, upstream.isMisconfigured(), upstream.retryAfter(), upstream == failed))
                .toList();
        Preference best = Collections.min(preferences, order);
        List<Upstream> equal = preferences.stream()
                .filter(each -> order.compare(each, best) == 0)
                .map(Preference::upstream)
                .toList();
        return choose(equal, all, prompt);
    }

    /** What comes before load and prompts, read once: a {@code Retry-After} gets shorter meanwhile. */
    private record Preference(Upstream upstream, boolean misconfigured, Duration retryAfter, boolean failed) {}

    /**
     * A server that could answer beside another one: healthy as far as is known, and not asked to be left alone. Null
     * if there is none.
     *
     * @param busy is never chosen
     * @param prompt called only where there are several upstreams
     */
    public @Nullable ReplicaChoice<Upstream> pickOther(Upstream busy, Supplier<PromptPrefix> prompt) {
        List<Upstream> all = upstreams();
        List<Upstream> free = all.stream()
                .filter(upstream -> upstream != busy
                        && upstream.state().hasNoFault()
                        && upstream.retryAfter().isZero())
                .toList();
        return choose(free, all, prompt);
    }

    private @Nullable ReplicaChoice<Upstream> choose(
            List<Upstream> candidates, List<Upstream> all, Supplier<PromptPrefix> prompt) {
        return candidates.isEmpty()
                ? null
                : chooser.choose(candidates, all.size() == 1 ? PromptPrefix.NONE : prompt.get());
    }

    /** Whether each request costs money. */
    public boolean isPaid() {
        return kind == ProviderKind.OPENAI;
    }

    /**
     * Calls {@code work} when its turn comes. Fails with {@link FailureKind#QUEUE_FULL} when too many requests wait
     * already, when the longest wait passes first, or when the time that is left is probably too short.
     *
     * @param tenant whose request it is; null where there is none
     * @param work runs what it is given as soon as the server's answer is complete
     */
    public <T> Flux<T> enqueue(@Nullable Tenant tenant, QueueWait wait, Function<Runnable, Publisher<T>> work) {
        return queue.run(tenant, wait, work);
    }
}
