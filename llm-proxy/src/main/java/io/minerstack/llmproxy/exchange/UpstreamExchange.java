package io.minerstack.llmproxy.exchange;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.BodyParser;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.EventData;
import io.minerstack.llmproxy.sse.FinishReason;
import io.minerstack.llmproxy.sse.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
import reactor.netty.Connection;
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

    /** Characters. Events are longer than their text, and only the text stays in memory until the end of the answer. */
    private static final int MAX_TEXT_LENGTH = 4 << 20;

    private final ExchangeSettings settings;
    private final FluxSink<Chunk> sink;
    private final TimeoutWatchdog watchdog;
    private final BodyParser parser = new BodyParser();
    private final MessageReader messages = new MessageReader();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final Disposable.Swap endTimer = Disposables.swap();

    private @Nullable EventLoop eventLoop;
    private volatile boolean headersReceived;
    private volatile boolean finishReasonReceived;
    /** The finish reason came with a token or before one: some servers send a finish reason with every event. */
    private volatile boolean finishProvisional;

    private volatile boolean draining;
    private @Nullable ErrorResponse error;
    private boolean eventStream;
    private boolean choiceReceived;
    private boolean tokenReceived;
    private long receivedBytes;
    private int textLength;

    UpstreamExchange(ExchangeSettings settings, UpstreamTimeouts timeouts, FluxSink<Chunk> sink) {
        this.settings = settings;
        this.sink = sink;
        this.watchdog =
                new TimeoutWatchdog(timeouts, Schedulers.parallel(), () -> wanted() || error != null, this::timedOut);
    }

    void start() {
        sink.onDispose(this::cancelled);
        watchdog.start();
    }

    void headersReceived(HttpClientResponse response, Connection connection) {
        eventLoop = connection.channel().eventLoop();
        headersReceived = true;
        watchdog.headersReceived();
        String coding = response.responseHeaders().get("Content-Encoding", "identity");
        boolean readable =
                coding.isBlank() || coding.strip().toLowerCase(Locale.ROOT).equals("identity");
        if (response.status().code() != 200) {
            error = new ErrorResponse(response, readable);
        } else if (!readable) {
            fail(new UpstreamException(FailureKind.INVALID_RESPONSE, "content coding not supported: " + word(coding)));
        }
        eventStream = response.responseHeaders().get("Content-Type", "").startsWith("text/event-stream");
    }

    /** A header value as one short word for the log. */
    private static String word(String value) {
        return value.substring(0, Math.min(value.length(), 40)).replaceAll("[^A-Za-z0-9, _-]", "_");
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
        read(() -> parser.feed(bytes, this::event));
        readMore();
    }

    private void event(byte[] data, boolean isError) {
        if (ended.get()) {
            return;
        }
        if (EventData.isDone(data)) {
            endOfStream();
            return;
        }
        if (isError) {
            throw settings.chunks().error(data);
        }
        List<Chunk> chunks = settings.chunks().read(data);
        if (chunks == null) {
            unreadable();
        } else {
            chunks.forEach(this::chunk);
        }
    }

    /** The event may have been a part of the answer, so the answer is not whole without it. */
    private void unreadable() {
        settings.meters().malformedEvent();
        if (!isFinished()) {
            fail(new UpstreamException(FailureKind.STREAM_INTERRUPTED, "an event of the answer can't be read"));
        }
    }

    private void chunk(Chunk received) {
        if (ended.get()) {
            return;
        }
        Chunk chunk = messages.read(received);
        textLength += chunk.textLength();
        if (textLength > MAX_TEXT_LENGTH) {
            fail(new UpstreamException(FailureKind.INVALID_RESPONSE, "the text of the answer is too long"));
            return;
        }
        choiceReceived |= received.delta() != null;
        boolean tokenBefore = tokenReceived;
        if (chunk.hasToken()) {
            token();
        }
        boolean finishedBefore = finishReasonReceived;
        FinishReason reason = chunk.finishReason();
        if (reason != null && reason.interrupted()) {
            sink.next(chunk);
            fail(new UpstreamException(
                    FailureKind.STREAM_INTERRUPTED,
                    "the model server ended the answer with finish reason " + reason.value()));
            return;
        }
        finishReasonReceived |= reason != null;
        sink.next(chunk);
        if (finishedBefore && chunk.usage() != null && !chunk.hasToken()) {
            complete();
        } else if (finishReasonReceived && (chunk.hasToken() || !tokenBefore)) {
            finishProvisional = true;
            endTimer.update(Disposables.disposed());
        } else if (isFinished() && !finishedBefore) {
            waitForUsage();
        }
    }

    /** Whether nothing that follows can take something from the answer. */
    private boolean isFinished() {
        return finishReasonReceived && !finishProvisional;
    }

    private void token() {
        tokenReceived = true;
        Duration timeToFirstToken = watchdog.tokenReceived();
        if (timeToFirstToken != null) {
            settings.meters().firstToken(timeToFirstToken);
        }
    }

    /** Waits a moment for the token counts and {@code [DONE]}. */
    private void waitForUsage() {
        endIn(settings.usageGrace().toMillis(), this::complete);
    }

    /** A provisional finish reason needs {@code [DONE]}, the token counts or the end of the body. */
    private void timedOut(UpstreamException timeout) {
        if (isFinished()) {
            complete();
        } else if (finishProvisional) {
            fail(new UpstreamException(FailureKind.STREAM_INTERRUPTED, "the stream stopped before its end"));
        } else {
            fail(timeout);
        }
    }

    private void endOfStream() {
        if (finishReasonReceived) {
            complete();
        } else if (!choiceReceived && !eventStream) {
            fail(new UpstreamException(FailureKind.INVALID_RESPONSE, "the response contains no answer"));
        } else {
            fail(new UpstreamException(FailureKind.STREAM_INTERRUPTED, "the stream ended without a finish reason"));
        }
    }

    private void complete() {
        if (!messages.isClear()) {
            fail(new UpstreamException(FailureKind.STREAM_INTERRUPTED, "the messages of the stream are not clear"));
            return;
        }
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        draining = true;
        watchdog.stop();
        endIn(MAX_DRAIN_MILLIS, this::cancel);
        sink.complete();
        requestUnbounded();
    }

    /**
     * Replaces the timer of the end. Nearly every such timer is stopped a moment later, which costs little in the event
     * loop of the connection; another thread would wake up for it.
     */
    private void endIn(long millis, Runnable end) {
        ScheduledFuture<?> timer = Objects.requireNonNull(eventLoop).schedule(end, millis, TimeUnit.MILLISECONDS);
        endTimer.update(() -> timer.cancel(false));
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
        read(() -> parser.end(this::event));
        endOfStream();
    }

    /** An error after the end of the answer takes nothing from the answer. */
    private void read(Runnable reading) {
        try {
            reading.run();
        } catch (UpstreamException invalid) {
            if (isFinished()) {
                complete();
            } else if (finishProvisional && invalid.kind() == FailureKind.INVALID_RESPONSE) {
                fail(new UpstreamException(FailureKind.STREAM_INTERRUPTED, String.valueOf(invalid.getMessage())));
            } else {
                fail(tokenReceived ? invalid.inMidAnswer() : invalid);
            }
        }
    }

    @Override
    protected void hookOnError(Throwable cause) {
        if (isFinished()) {
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
