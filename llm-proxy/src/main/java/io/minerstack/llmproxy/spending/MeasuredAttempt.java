package io.minerstack.llmproxy.spending;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.Chunk;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Watches one attempt and tells its account how it ended. Only the token counts of a complete answer are believed: a
 * model whose answer was cut may have gone on, and its provider may be paid for that.
 */
final class MeasuredAttempt {

    /** What becomes of an attempt. One of the methods is called, once; each begins at once and never fails. */
    interface Account {

        /** The answer is complete and has token counts. */
        Mono<Void> counted(TokenCounts tokens);

        /** The attempt ended without token counts. */
        Mono<Void> uncounted();

        /** The attempt was not sent, or the provider answered it with an error in place of an answer. */
        Mono<Void> free();
    }

    private enum State {
        NEW,
        SENT,
        ENDED
    }

    private final Account account;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile boolean answered;
    private volatile @Nullable JsonNode usage;

    MeasuredAttempt(Account account) {
        this.account = account;
    }

    Flux<Chunk> run(AttemptMeter.Exchange exchange) {
        return exchange.chunks(this::sent)
                .doOnNext(this::chunk)
                .onErrorResume(
                        failure -> end(false, !answered && isFree(failure)).then(Mono.error(failure)))
                .concatWith(Flux.defer(() -> end(true, false).thenMany(Flux.empty())))
                .doOnCancel(() -> end(false, false));
    }

    /** An attempt that ended before was accounted as free: it must not go out any more. May be called again. */
    private void sent() {
        if (!state.compareAndSet(State.NEW, State.SENT) && state.get() == State.ENDED) {
            throw new AttemptEndedException();
        }
    }

    private void chunk(Chunk chunk) {
        answered = true;
        if (chunk.usage() != null) {
            usage = chunk.usage();
        }
    }

    /**
     * Providers are paid for answers, and not for a response with an error status. An error inside a 200 is free only
     * where it says that the provider does not work on the request.
     */
    private static boolean isFree(Throwable failure) {
        return failure instanceof UpstreamException upstream
                && (upstream.isErrorResponse()
                        || switch (upstream.kind()) {
                            case REJECTED, RATE_LIMITED, OVERLOADED, MISCONFIGURED -> true;
                            default -> false;
                        });
    }

    private Mono<Void> end(boolean complete, boolean free) {
        State before = state.getAndSet(State.ENDED);
        if (before == State.ENDED) {
            return Mono.empty();
        }
        if (free || (before == State.NEW && !complete)) {
            return account.free();
        }
        TokenCounts tokens = complete ? TokenCounts.read(usage) : null;
        return tokens == null ? account.uncounted() : account.counted(tokens);
    }
}
