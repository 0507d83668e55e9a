package io.minerstack.standalone.inprocess;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** A response as the service writes it. */
final class InProcessServerResponse extends AbstractServerHttpResponse {

    private final InProcessExchange exchange;

    InProcessServerResponse(InProcessExchange exchange) {
        super(Buffers.FACTORY);
        this.exchange = exchange;
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Void> writer) {
                exchange.answer(InProcessServerResponse.this, body, writer);
            }
        };
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> groups) {
        return writeWithInternal(Buffers.flattened(groups));
    }

    @Override
    protected void applyStatusCode() {
        // status, headers and cookies are read when the response is handed over
    }

    @Override
    protected void applyHeaders() {
        // as the status
    }

    @Override
    protected void applyCookies() {
        // as the status
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    @Override
    public <T> T getNativeResponse() {
        throw new UnsupportedOperationException("a response in memory has no native form");
    }
}
