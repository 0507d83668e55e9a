package io.minerstack.llmproxy.exchange;

import io.minerstack.llmproxy.failure.RetryAfter;
import io.minerstack.llmproxy.failure.Transport;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.ChunkReader;
import io.minerstack.llmproxy.sse.SseParser;
import io.minerstack.llmproxy.failure.UpstreamException.Kind;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One request to one server, from its sending to its finish reason. Completes only when the answer is whole; a caller that
 * cancels closes the connection. Reads no further than the caller asks, so a slow one fills no buffer of ours.
 *
 * <p>The answer is handed on as soon as it is whole; what the server still sends ({@code [DONE]}, the end of the response)
 * is read afterwards, because a connection that is left half-read can't be used again.
 */
class UpstreamExchange extends BaseSubscriber<ByteBuf> {

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};
    private static final int LONGEST_ERROR = 64 << 10;
    private static final long DRAIN_MILLIS = 2_000;

    private final Server server;
    private final FluxSink<Chunk> sink;
    private final TimeoutWatchdog watch;
    private final SseParser parser = new SseParser();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Disposable.Swap grace = Disposables.swap();

    private volatile boolean draining;
    private volatile boolean finished;
    private int status;
    private @Nullable Duration retryAfter;
    private @Nullable ByteArrayOutputStream errorBody;
    private long received;

    /**
     * What all attempts at one server share.
     *
     * @param reader of its events
     * @param meters of its provider
     * @param clock for dates in headers
     * @param maxReplyBytes of one stream
     * @param usageGrace how long token counts are waited for after the last token
     */
    record Server(ChunkReader reader, ProviderMeters meters, Clock clock, long maxReplyBytes, Duration usageGrace) {}

    UpstreamExchange(Server server, UpstreamTimeouts clocks, FluxSink<Chunk> sink) {
        this.server = server;
        this.sink = sink;
        this.watch = new TimeoutWatchdog(clocks, Schedulers.parallel(), () -> wanted() || errorBody != null, this::fail);
    }

    void started() {
        sink.onDispose(this::left);
        watch.start();
    }

    /** The response head is here. */
    void head(HttpClientResponse response) {
        status = response.status().code();
        watch.headSeen();
        String type = response.responseHeaders().get("Content-Type");
        if (status != 200) {
            retryAfter = RetryAfter.read(response.responseHeaders().get("Retry-After"), server.clock());
            errorBody = new ByteArrayOutputStream();
        } else if (type == null || !type.startsWith("text/event-stream")) {
            fail(new UpstreamException(Kind.UNUSABLE, "not a stream of events"));
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        sink.onRequest(more -> pull());
    }

    @Override
    protected void hookOnNext(ByteBuf bytes) {
        asking.set(false);
        if (draining) {
            return;
        }
        if (errorBody != null) {
            collect(bytes, errorBody);
            return;
        }
        received += bytes.readableBytes();
        if (received > server.maxReplyBytes()) {
            fail(new UpstreamException(Kind.UNUSABLE, "the answer is longer than allowed"));
            return;
        }
        try {
            parser.feed(bytes, this::event);
        } catch (UpstreamException unusable) {
            fail(unusable);
        }
        pull();
    }

    private void collect(ByteBuf bytes, ByteArrayOutputStream body) {
        int room = Math.min(LONGEST_ERROR - body.size(), bytes.readableBytes());
        byte[] part = new byte[room];
        bytes.readBytes(part);
        body.write(part, 0, part.length);
        request(1);
    }

    private void event(byte[] data) {
        if (over.get()) {
            return;
        }
        if (Arrays.equals(data, DONE)) {
            end();
            return;
        }
        Chunk chunk = server.reader().read(data);
        if (chunk == null) {
            server.meters().malformedEvent();
            return;
        }
        if (chunk.hasToken()) {
            Duration first = watch.tokenSeen();
            if (first != null) {
                server.meters().firstToken(first);
            }
        }
        boolean finishes = chunk.finishReason() != null;
        finished |= finishes;
        sink.next(chunk);
        if (finished && chunk.usage() != null) {
            complete();
        } else if (finishes) {
            watch.stop();
            grace.update(Schedulers.parallel()
                    .schedule(this::complete, server.usageGrace().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** Nothing more will come. */
    private void end() {
        if (finished) {
            complete();
        } else {
            fail(new UpstreamException(Kind.BROKEN, "the stream ended without a finish reason"));
        }
    }

    private void complete() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        draining = true;
        watch.stop();
        grace.update(Schedulers.parallel().schedule(this::cancel, DRAIN_MILLIS, TimeUnit.MILLISECONDS));
        sink.complete();
        requestUnbounded();
    }

    private void fail(UpstreamException failure) {
        if (over.compareAndSet(false, true)) {
            cancel();
            sink.error(failure);
        }
    }

    @Override
    protected void hookOnComplete() {
        if (errorBody != null) {
            if (over.compareAndSet(false, true)) {
                sink.error(UpstreamErrorMapper.failure(status, retryAfter, server.reader().error(errorBody.toByteArray())));
            }
            return;
        }
        try {
            parser.end(this::event);
        } catch (UpstreamException unusable) {
            fail(unusable);
        }
        end();
    }

    @Override
    protected void hookOnError(Throwable cause) {
        if (finished) {
            complete();
        } else if (over.compareAndSet(false, true)) {
            sink.error(Transport.failure(cause, status != 0));
        }
    }

    @Override
    protected void hookFinally(reactor.core.publisher.SignalType end) {
        watch.stop();
        grace.dispose();
    }

    /** The caller has what it wanted, or went away. */
    private void left() {
        if (over.compareAndSet(false, true)) {
            cancel();
        }
    }

    private boolean wanted() {
        return sink.requestedFromDownstream() > 0;
    }

    private void pull() {
        if (!over.get() && wanted() && asking.compareAndSet(false, true)) {
            request(1);
        }
    }
}
