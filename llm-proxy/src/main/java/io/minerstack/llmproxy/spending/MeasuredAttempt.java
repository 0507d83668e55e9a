package io.minerstack.llmproxy.spending;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.Chunk;
import java.util.concurrent.atomic.AtomicBoolean;
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

        /** The attempt was not sent, or the provider refused it before the model began. */
        Mono<Void> free();
    }

    private final Account account;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean sent;
    private volatile boolean answered;
    private volatile @Nullable JsonNode usage;

    MeasuredAttempt(Account account) {
        this.account = account;
    }

    Flux<Chunk> run(AttemptMeter.Exchange exchange) {
        return exchange.chunks(() -> sent = true)
                .doOnNext(this::chunk)
                .onErrorResume(failure -> end(failed(failure)).then(Mono.error(failure)))
                .concatWith(Flux.defer(() -> end(completed()).thenMany(Flux.empty())))
                .doOnCancel(() -> end(cancelled()));
    }

    private void chunk(Chunk chunk) {
        answered = true;
        if (chunk.usage() != null) {
            usage = chunk.usage();
        }
    }

    private enum End {
        COUNTED,
        UNCOUNTED,
        FREE
    }

    private End completed() {
        return TokenCounts.read(usage) == null ? End.UNCOUNTED : End.COUNTED;
    }

    private End failed(Throwable failure) {
        return !sent || (!answered && isRefusal(failure)) ? End.FREE : End.UNCOUNTED;
    }

    private End cancelled() {
        return sent ? End.UNCOUNTED : End.FREE;
    }

    /** The provider said that it does not work on the request. Other errors can come from a server in between. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof UpstreamException upstream
                && switch (upstream.kind()) {
                    case REJECTED, RATE_LIMITED, OVERLOADED, MISCONFIGURED -> true;
                    default -> false;
                };
    }

    private Mono<Void> end(End how) {
        if (!ended.compareAndSet(false, true)) {
            return Mono.empty();
        }
        TokenCounts tokens = TokenCounts.read(usage);
        return switch (how) {
            case COUNTED -> tokens == null ? account.uncounted() : account.counted(tokens);
            case UNCOUNTED -> account.uncounted();
            case FREE -> account.free();
        };
    }
}
