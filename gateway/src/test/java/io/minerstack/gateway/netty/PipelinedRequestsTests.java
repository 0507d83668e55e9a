package io.minerstack.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class PipelinedRequestsTests {

    private static final HttpRequest HEAD = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");

    private final PipelinedRequests requests = new PipelinedRequests(2);

    @Test
    void allowsTheConfiguredNumberAheadOfTheFirstRequest() {
        requests.received(HEAD);
        requests.received(HEAD);
        requests.received(HEAD);
        assertThat(requests.exceedLimit()).isFalse();

        requests.received(HEAD);
        assertThat(requests.exceedLimit()).isTrue();
    }

    @Test
    void countsOnlyBodiesThatWaitBehindTheFirstRequest() {
        requests.received(HEAD);
        requests.received(body(70_000));
        assertThat(requests.exceedLimit()).isFalse();

        requests.received(HEAD);
        requests.received(body(65_536));
        assertThat(requests.exceedLimit()).isFalse();

        requests.received(body(1));
        assertThat(requests.exceedLimit()).isTrue();
    }

    @Test
    void startsAnewWhenEveryRequestIsAnswered() {
        requests.received(HEAD);
        requests.received(HEAD);
        requests.received(body(65_536));
        requests.answered();
        assertThat(requests.areAllAnswered()).isFalse();
        requests.answered();
        assertThat(requests.areAllAnswered()).isTrue();

        requests.received(HEAD);
        requests.received(HEAD);
        requests.received(body(1));
        assertThat(requests.exceedLimit()).isFalse();
    }

    private static HttpContent body(int bytes) {
        return new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[bytes]));
    }
}
