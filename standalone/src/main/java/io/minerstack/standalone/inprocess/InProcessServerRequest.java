package io.minerstack.standalone.inprocess;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** A request as the service gets it. */
final class InProcessServerRequest extends AbstractServerHttpRequest {

    private final MultiValueMap<String, HttpCookie> cookies;
    private final Flux<DataBuffer> body;

    InProcessServerRequest(InProcessRequest request, Flux<DataBuffer> body) {
        super(request.getMethod(), request.getURI(), null, headers(request));
        this.cookies = request.getCookies();
        this.body = body;
    }

    private static HttpHeaders headers(InProcessRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(request.getHeaders());
        headers.set(HttpHeaders.HOST, request.getURI().getRawAuthority());
        return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return body;
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
        return cookies;
    }

    @Override
    protected @Nullable SslInfo initSslInfo() {
        return null;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    @Override
    public <T> T getNativeRequest() {
        throw new UnsupportedOperationException("a request in memory has no native form");
    }
}
