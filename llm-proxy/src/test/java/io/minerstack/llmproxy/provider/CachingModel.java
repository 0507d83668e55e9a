package io.minerstack.llmproxy.provider;

import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fake model server that keeps the beginnings of its prompts, in pieces of 64 characters, and reads only what is new
 * to it: a millisecond for each 20 characters.
 */
final class CachingModel implements AutoCloseable {

    private static final int PIECE = 64;
    private static final int CHARACTERS_PER_MILLISECOND = 20;

    private final FakeModel model;
    private final Set<String> cache = ConcurrentHashMap.newKeySet();
    private final AtomicLong read = new AtomicLong();

    CachingModel(String host, int port) {
        model = FakeModel.start(host, port, "big-model");
        model.always(request ->
                FakeResponse.ok().after(Duration.ofMillis(1 + readNew(request) / CHARACTERS_PER_MILLISECOND)));
    }

    private long readNew(FakeRequest request) {
        String prompt = request.body().path("messages").toString();
        Set<String> beginnings = new HashSet<>();
        for (int end = PIECE; end <= prompt.length(); end += PIECE) {
            beginnings.add(prompt.substring(0, end));
        }
        long known = beginnings.stream().filter(cache::contains).count() * PIECE;
        cache.addAll(beginnings);
        read.addAndGet(prompt.length() - known);
        return prompt.length() - known;
    }

    /** Characters that were not in the cache. */
    long read() {
        return read.get();
    }

    int requests() {
        return model.attempts();
    }

    int port() {
        return model.port();
    }

    String url() {
        return model.url();
    }

    /** The server has restarted. */
    void forget() {
        cache.clear();
        read.set(0);
    }

    @Override
    public void close() {
        model.close();
    }
}
