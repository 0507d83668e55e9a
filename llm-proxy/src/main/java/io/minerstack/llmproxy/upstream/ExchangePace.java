package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.sse.Chunk;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures one exchange for the {@link AnswerSpeed} of its upstream. Used by one thread at a time. */
class ExchangePace {

    private final AnswerSpeed speed;
    private final LongSupplier nanoTime;
    private final long started;
    private long firstToken;
    private long lastToken;
    private long chunks;
    private long countedTokens;

    /** Begins to measure: the request is sent now. */
    ExchangePace(AnswerSpeed speed, LongSupplier nanoTime) {
        this.speed = speed;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    void chunk(Chunk chunk) {
        if (chunk.usage() != null) {
            countedTokens = chunk.usage().path("completion_tokens").asLong(0);
        }
        if (!chunk.hasToken()) {
            return;
        }
        lastToken = nanoTime.getAsLong();
        if (chunks == 0) {
            firstToken = lastToken;
            speed.firstToken(Duration.ofNanos(firstToken - started));
        }
        chunks++;
    }

    /** The answer is complete. Servers that send no counts send about one token in each chunk. */
    void completed() {
        speed.answer(countedTokens > 0 ? countedTokens : chunks, Duration.ofNanos(lastToken - firstToken));
    }
}
