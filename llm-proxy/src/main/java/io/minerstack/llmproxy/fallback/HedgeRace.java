package io.minerstack.llmproxy.fallback;

import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Two attempts at the same answer: the first one that gives a value wins, and the other one is cancelled. */
final class HedgeRace {

    private HedgeRace() {}

    /**
     * The values of the attempt that wins. Fails with the failure of {@code first} where both fail. A failure of {@code
     * first} before the second attempt starts ends the race at once.
     *
     * @param silent completes when {@code first} has been silent for long enough
     * @param second called then; null if there is to be no second attempt
     */
    static <T> Flux<T> of(Flux<T> first, Mono<Void> silent, Supplier<@Nullable Flux<T>> second) {
        return Flux.defer(() -> {
            Sinks.Empty<Void> firstFailed = Sinks.empty();
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            Flux<T> watched = first.doOnError(error -> {
                failure.set(error);
                firstFailed.tryEmitEmpty();
            });
            Flux<T> other = Mono.firstWithSignal(
                            silent.thenReturn(true), firstFailed.asMono().thenReturn(false))
                    .flatMapMany(start -> {
                        Flux<T> attempt = start ? second.get() : null;
                        return attempt == null ? Flux.empty() : attempt;
                    });
            return Flux.firstWithValue(watched, other).onErrorMap(NoSuchElementException.class, none -> {
                Throwable told = failure.get();
                return told == null ? none : told;
            });
        });
    }
}
