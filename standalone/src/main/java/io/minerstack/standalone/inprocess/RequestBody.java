package io.minerstack.standalone.inprocess;

import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.netty.channel.AbortedException;
import reactor.util.context.Context;

/** The body of a request, as the service reads it. */
final class RequestBody extends Flux<DataBuffer> {

    private final InProcessExchange exchange;
    private final Publisher<? extends DataBuffer> body;
    private final Context callerContext;
    private final AtomicBoolean taken = new AtomicBoolean();

    RequestBody(InProcessExchange exchange, Publisher<? extends DataBuffer> body, Context callerContext) {
        this.exchange = exchange;
        this.body = body;
        this.callerContext = callerContext;
    }

    @Override
    public void subscribe(CoreSubscriber<? super DataBuffer> service) {
        if (!taken.compareAndSet(false, true)) {
            Operators.error(service, new IllegalStateException("The request's body can be read only once"));
            return;
        }
        BodyRelay relay = new BodyRelay(service, callerContext, body instanceof Mono) {
            @Override
            public void onError(Throwable failure) {
                exchange.fail(failure);
                if (!isEnded()) {
                    service.onError(new AbortedException("The caller ended the request"));
                }
                exchange.end();
            }

            @Override
            public void onComplete() {
                if (!isEnded()) {
                    service.onComplete();
                }
            }
        };
        service.onSubscribe(relay);
        body.subscribe(relay);
    }

    /**
     * Releases a buffer that the service did not read. A body of several buffers is left alone: nothing of it exists
     * before somebody asks for it.
     */
    void discard() {
        if (body instanceof Mono<? extends DataBuffer> single && taken.compareAndSet(false, true)) {
            single.contextWrite(callerContext).subscribe(DataBufferUtils::release, ignored -> {});
        }
    }
}
