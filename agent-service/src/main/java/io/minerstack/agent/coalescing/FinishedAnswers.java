package io.minerstack.agent.coalescing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The finished answers that can be replayed, each under its tenant's {@code Idempotency-Key}. */
class FinishedAnswers {

    private static final int KEY_BYTES = 1_000;
    /** Evicting a few entries costs less than another thread. */
    private static final Executor CALLING_THREAD = Runnable::run;

    private final Cache<TenantKey, Finished> answers;

    FinishedAnswers(IdempotencyProperties properties, Ticker ticker) {
        long maxBytes = properties.maxSize().toBytes();
        // an entry weighs at least its share of the limit, so the limit of bytes is one of the number, too
        long leastBytes = maxBytes / properties.maxAnswers();
        this.answers = Caffeine.newBuilder()
                .expireAfterWrite(properties.retention())
                .maximumWeight(maxBytes)
                .<TenantKey, Finished>weigher((key, finished) ->
                        (int) Math.min(Integer.MAX_VALUE, Math.max(leastBytes, KEY_BYTES + finished.answer.bytes())))
                .ticker(ticker)
                .executor(CALLING_THREAD)
                .build();
    }

    /** The finished operation of this name, null if there is none. */
    @Nullable
    Finished get(TenantKey key) {
        return answers.getIfPresent(key);
    }

    void put(TenantKey key, Finished finished) {
        answers.put(key, finished);
    }

    /** The number of answers, after every eviction that is due. */
    long count() {
        answers.cleanUp();
        return answers.estimatedSize();
    }

    /**
     * A finished operation.
     *
     * @param request what was asked
     */
    record Finished(RequestFingerprint request, SharedAnswer answer) {}

    /** The name of an operation. Equal keys of two tenants have nothing to do with each other. */
    record TenantKey(String tenant, IdempotencyKey key) {}
}
