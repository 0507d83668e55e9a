package io.minerstack.standalone.inprocess;

import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Hands the buffers of one body from the service that writes it to the one that reads it, at the reader's pace. The
 * writer's code sees the writer's Reactor context: over HTTP, too, none of the reader's passes the network.
 */
abstract class BodyRelay extends Operators.DeferredSubscription implements CoreSubscriber<DataBuffer> {

    private final CoreSubscriber<? super DataBuffer> reader;
    private final Context writerContext;
    private final boolean single;
    private volatile boolean cancelled;
    private boolean requested;

    /**
     * A relay that is not subscribed to a body yet.
     *
     * @param single whether the body is one buffer that exists already: it is released where nobody reads it
     */
    BodyRelay(CoreSubscriber<? super DataBuffer> reader, Context writerContext, boolean single) {
        this.reader = reader;
        this.writerContext = writerContext;
        this.single = single;
    }

    @Override
    public Context currentContext() {
        return writerContext;
    }

    @Override
    public void onSubscribe(Subscription body) {
        set(body);
    }

    @Override
    public void onNext(DataBuffer buffer) {
        if (cancelled) {
            DataBufferUtils.release(buffer);
        } else {
            reader.onNext(buffer);
        }
    }

    @Override
    public void request(long buffers) {
        requested = true;
        super.request(buffers);
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (single && !requested) {
            super.request(Long.MAX_VALUE);
        } else {
            super.cancel();
        }
    }

    boolean isEnded() {
        return cancelled;
    }
}
