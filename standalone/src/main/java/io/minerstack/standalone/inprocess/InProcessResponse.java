package io.minerstack.standalone.inprocess;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** A response as the caller gets it: copies of what the service has set, and the body, which can be read once. */
final class InProcessResponse implements ClientHttpResponse {

    private final HttpStatusCode status;
    private final HttpHeaders headers;
    private final MultiValueMap<String, ResponseCookie> cookies;
    private final Flux<DataBuffer> body;

    private InProcessResponse(
            HttpStatusCode status,
            HttpHeaders headers,
            MultiValueMap<String, ResponseCookie> cookies,
            Flux<DataBuffer> body) {
        this.status = status;
        this.headers = HttpHeaders.readOnlyHttpHeaders(headers);
        this.cookies = cookies;
        this.body = body;
    }

    /** A response with a body that is written now. */
    static InProcessResponse of(ServerHttpResponse written, Flux<DataBuffer> body) {
        return new InProcessResponse(status(written), copy(written.getHeaders()), cookies(written), body);
    }

    /** A response without a body; it has the length that an HTTP server would write. */
    static InProcessResponse empty(ServerHttpResponse written, boolean mayHaveLength) {
        HttpStatusCode status = status(written);
        HttpHeaders headers = copy(written.getHeaders());
        if (mayHaveLength
                && headers.getContentLength() < 0
                && !status.is1xxInformational()
                && !status.isSameCodeAs(HttpStatus.NO_CONTENT)
                && !status.isSameCodeAs(HttpStatus.NOT_MODIFIED)) {
            headers.setContentLength(0);
        }
        return new InProcessResponse(status, headers, cookies(written), Flux.empty());
    }

    /** What an HTTP server answers for a handler that failed. */
    static InProcessResponse failed() {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentLength(0);
        return new InProcessResponse(
                HttpStatus.INTERNAL_SERVER_ERROR, headers, new LinkedMultiValueMap<>(), Flux.empty());
    }

    private static HttpStatusCode status(ServerHttpResponse written) {
        HttpStatusCode status = written.getStatusCode();
        return status == null ? HttpStatus.OK : status;
    }

    private static HttpHeaders copy(HttpHeaders headers) {
        HttpHeaders copy = new HttpHeaders();
        copy.putAll(headers);
        return copy;
    }

    private static MultiValueMap<String, ResponseCookie> cookies(ServerHttpResponse written) {
        return new LinkedMultiValueMap<>(written.getCookies());
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return status;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> getCookies() {
        return cookies;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return body;
    }
}
