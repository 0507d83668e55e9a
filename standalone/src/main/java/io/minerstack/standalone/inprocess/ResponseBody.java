package io.minerstack.standalone.inprocess;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * The body of a response: the service writes it, and the caller reads it at its own pace. The write is complete when
 * the caller has read the body.
 *
 * <p>A body of unknown length ends for the caller when the service has ended the request, as over HTTP: a failure
 * behind the last buffer is a failure of the body.
 */
final class ResponseBody extends Flux<DataBuffer> implements Subscription {

    private final InProcessExchange exchange;
    private final Publisher<? extends DataBuffer> body;
    private final boolean lengthKnown;
    private final CoreSubscriber<? super Void> writer;
    private final AtomicBoolean isSubscribed = new AtomicBoolean();
    private final AtomicReference<@Nullable Reading> reading = new AtomicReference<>();
    private volatile boolean written;
    private volatile boolean handled;
    private volatile boolean broken;

    /**
     * A body that nobody reads yet.
     *
     * @param writer waits for the end of the write
     */
    ResponseBody(
            InProcessExchange exchange,
            Publisher<? extends DataBuffer> body,
            boolean hasLength,
            CoreSubscriber<? super Void> writer) {
        this.exchange = exchange;
        this.body = body;
        this.lengthKnown = hasLength || body instanceof Mono;
        this.writer = writer;
    }

    boolean isRead() {
        return isSubscribed.get();
    }

    @Override
    public void subscribe(CoreSubscriber<? super DataBuffer> caller) {
        Reading read = new Reading(Operators.serialize(caller));
        if (!isSubscribed.compareAndSet(false, true)) {
            refuse(caller);
            return;
        }
        read.caller.onSubscribe(read);
        // only now: another thread may break the reading off as soon as it can see it
        reading.set(read);
        if (broken) {
            read.breakOff();
        } else {
            body.subscribe(read);
        }
    }

    /** As over HTTP, nothing is left of a body that was read: a WebClient looks for a rest after each response. */
    private void refuse(CoreSubscriber<? super DataBuffer> caller) {
        Reading first = reading.get();
        if (first != null && first.ended.get()) {
            Operators.complete(caller);
        } else {
            Operators.error(caller, new IllegalStateException("The response's body can be read only once"));
        }
    }

    /** The service has ended the request without a failure. */
    void handled() {
        handled = true;
        Reading read = reading.get();
        if (written && read != null) {
            read.complete();
        }
    }

    /** The caller gets a failure unless it has the whole body. */
    void breakOff() {
        if (written && lengthKnown) {
            return;
        }
        broken = true;
        Reading read = reading.get();
        if (read != null) {
            read.breakOff();
        }
    }

    /** The writer waits for the reader, whose requests are what counts. */
    @Override
    public void request(long ignored) {
        // the only signal of a Mono<Void> is its end
    }

    /** The service gives up the write. */
    @Override
    public void cancel() {
        breakOff();
    }

    private final class Reading extends BodyRelay {

        private final CoreSubscriber<DataBuffer> caller;
        private final AtomicBoolean ended = new AtomicBoolean();

        Reading(CoreSubscriber<DataBuffer> caller) {
            super(caller, writer.currentContext(), body instanceof Mono);
            this.caller = caller;
        }

        @Override
        public void onError(Throwable failure) {
            if (!isEnded()) {
                writer.onError(failure);
                breakOff();
            }
        }

        @Override
        public void onComplete() {
            written = true;
            writer.onComplete();
            if (lengthKnown || handled) {
                complete();
            }
        }

        void complete() {
            if (ended.compareAndSet(false, true)) {
                caller.onComplete();
            }
        }

        void breakOff() {
            if (ended.compareAndSet(false, true)) {
                super.cancel();
                caller.onError(new BrokenExchangeException());
            }
        }

        /** The caller leaves. */
        @Override
        public void cancel() {
            if (ended.compareAndSet(false, true)) {
                super.cancel();
                exchange.end();
            }
        }
    }
}
