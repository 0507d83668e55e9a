package io.minerstack.standalone.inprocess;

import java.net.URI;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.AbstractClientHttpRequest;
import reactor.core.publisher.Mono;

/** A request as its caller writes it. Keeps the body for the service that reads it. */
final class InProcessRequest extends AbstractClientHttpRequest {

    private final HttpMethod method;
    private final URI url;
    private Publisher<? extends DataBuffer> body = Mono.empty();

    InProcessRequest(HttpMethod method, URI url) {
        super(new HttpHeaders());
        this.method = method;
        this.url = url;
    }

    Publisher<? extends DataBuffer> body() {
        return body;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return url;
    }

    @Override
    public DataBufferFactory bufferFactory() {
        return Buffers.FACTORY;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> content) {
        return doCommit(() -> {
            body = content;
            return Mono.empty();
        });
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> groups) {
        return writeWith(Buffers.flattened(groups));
    }

    @Override
    public Mono<Void> setComplete() {
        return doCommit();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    @Override
    public <T> T getNativeRequest() {
        throw new UnsupportedOperationException("a request in memory has no native form");
    }

    @Override
    protected void applyHeaders() {
        // they are handed over as they are
    }

    @Override
    protected void applyCookies() {
        // they are handed over as they are
    }
}
