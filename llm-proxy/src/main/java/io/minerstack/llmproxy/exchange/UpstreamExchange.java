package io.minerstack.llmproxy.exchange;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.EventData;
import io.minerstack.llmproxy.sse.SseParser;
import io.netty.buffer.ByteBuf;
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
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One request to one upstream, from sending the request to the finish reason. Completes only when the answer is
 * complete; a cancellation by the caller closes the connection. Reads only as fast as the caller requests, so a slow
 * caller fills no buffer.
 *
 * <p>Completes the caller's stream as soon as the answer is complete, and reads the rest of the response ({@code
 * [DONE]} and the end) afterwards: a connection with unread bytes cannot be used again.
 */
class UpstreamExchange extends BaseSubscriber<ByteBuf> {

    private static final long MAX_DRAIN_MILLIS = 2_000;

    private final ExchangeSettings settings;
    private final FluxSink<Chunk> sink;
    private final TimeoutWatchdog watchdog;
    private final SseParser parser = new SseParser();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final Disposable.Swap endTimer = Disposables.swap();

    private volatile boolean headersReceived;
    private volatile boolean finishReasonReceived;
    private volatile boolean draining;
    private @Nullable ErrorResponse error;
    private long receivedBytes;

    UpstreamExchange(ExchangeSettings settings, UpstreamTimeouts timeouts, FluxSink<Chunk> sink) {
        this.settings = settings;
        this.sink = sink;
        this.watchdog =
                new TimeoutWatchdog(timeouts, Schedulers.parallel(), () -> wanted() || error != null, this::fail);
    }

    void start() {
        sink.onDispose(this::cancelled);
        watchdog.start();
    }

    void headersReceived(HttpClientResponse response) {
        headersReceived = true;
        watchdog.headersReceived();
        String type = response.responseHeaders().get("Content-Type");
        if (response.status().code() != 200) {
            error = new ErrorResponse(response);
        } else if (type == null || !type.startsWith("text/event-stream")) {
            fail(new UpstreamException(FailureKind.INVALID_RESPONSE, "the response is not a stream of events"));
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        sink.onRequest(more -> readMore());
    }

    @Override
    protected void hookOnNext(ByteBuf bytes) {
        reading.set(false);
        if (draining) {
            return;
        }
        if (error != null) {
            error.append(bytes);
            request(1);
            return;
        }
        receivedBytes += bytes.readableBytes();
        if (receivedBytes > settings.maxReplyBytes()) {
            fail(new UpstreamException(FailureKind.INVALID_RESPONSE, "the response is longer than the limit"));
            return;
        }
        try {
            parser.feed(bytes, this::event);
        } catch (UpstreamException invalid) {
            fail(invalid);
        }
        readMore();
    }

    private void event(byte[] data) {
        if (ended.get()) {
            return;
        }
        if (Arrays.equals(data, EventData.DONE.bytes())) {
            endOfStream();
            return;
        }
        Chunk chunk = settings.chunks().read(data);
        if (chunk == null) {
            settings.meters().malformedEvent();
            return;
        }
        if (chunk.hasToken()) {
            Duration timeToFirstToken = watchdog.tokenReceived();
            if (timeToFirstToken != null) {
                settings.meters().firstToken(timeToFirstToken);
            }
        }
        boolean finishes = chunk.finishReason() != null;
        finishReasonReceived |= finishes;
        sink.next(chunk);
        if (finishReasonReceived && chunk.usage() != null) {
            complete();
        } else if (finishes) {
            watchdog.stop();
            endTimer.update(Schedulers.parallel()
                    .schedule(this::complete, settings.usageGrace().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void endOfStream() {
        if (finishReasonReceived) {
            complete();
        } else {
            fail(new UpstreamException(FailureKind.STREAM_INTERRUPTED, "the stream ended without a finish reason"));
        }
    }

    private void complete() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        draining = true;
        watchdog.stop();
        endTimer.update(Schedulers.parallel().schedule(this::cancel, MAX_DRAIN_MILLIS, TimeUnit.MILLISECONDS));
        sink.complete();
        requestUnbounded();
    }

    private void fail(UpstreamException failure) {
        if (ended.compareAndSet(false, true)) {
            cancel();
            sink.error(failure);
        }
    }

    @Override
    protected void hookOnComplete() {
        if (error != null) {
            if (ended.compareAndSet(false, true)) {
                sink.error(settings.errors().response(error.status(), error.retryAfter(), error.body()));
            }
            return;
        }
        try {
            parser.end(this::event);
        } catch (UpstreamException invalid) {
            fail(invalid);
        }
        endOfStream();
    }

    @Override
    protected void hookOnError(Throwable cause) {
        if (finishReasonReceived) {
            complete();
        } else if (ended.compareAndSet(false, true)) {
            sink.error(settings.errors().connection(cause, headersReceived));
        }
    }

    @Override
    protected void hookFinally(SignalType end) {
        watchdog.stop();
        endTimer.dispose();
    }

    private void cancelled() {
        if (ended.compareAndSet(false, true)) {
            cancel();
        }
    }

    private boolean wanted() {
        return sink.requestedFromDownstream() > 0;
    }

    private void readMore() {
        if (!ended.get() && wanted() && reading.compareAndSet(false, true)) {
            request(1);
        }
    }
}
