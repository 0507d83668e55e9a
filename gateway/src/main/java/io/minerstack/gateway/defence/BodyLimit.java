package io.minerstack.gateway.defence;

import io.minerstack.hop.problem.Problem;
import io.minerstack.hop.problem.ProblemType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** Bounds the size of bodies: by what they declare, or by counting what arrives where they declare nothing. */
@Component
public class BodyLimit {

    private final DataSize largest;

    BodyLimit(DefenceProperties properties) {
        this.largest = properties.maxRequestSize();
    }

    /** The exchange with a body that fails with a 413 once it is too long; throws if it says beforehand that it is. */
    public ServerWebExchange apply(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        long declared = headers.getContentLength();
        if (declared > largest.toBytes()) {
            throw tooLarge();
        }
        if (declared >= 0 || !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            // the server reads no more than was declared
            return exchange;
        }
        ServerHttpRequest request = exchange.getRequest();
        return exchange.mutate()
                .request(new ServerHttpRequestDecorator(request) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return counted(super.getBody());
                    }
                })
                .build();
    }

    private Flux<DataBuffer> counted(Flux<DataBuffer> body) {
        return Flux.defer(() -> body.handle(new Count()::take));
    }

    private Problem tooLarge() {
        return new Problem(
                ProblemType.TOO_LARGE,
                "The body is larger than " + largest.toBytes() + " bytes, the most that is read.");
    }

    /** Of one subscriber. */
    private final class Count {

        private long seen;

        void take(DataBuffer buffer, SynchronousSink<DataBuffer> sink) {
            seen += buffer.readableByteCount();
            if (seen > largest.toBytes()) {
                DataBufferUtils.release(buffer);
                sink.error(tooLarge());
            } else {
                sink.next(buffer);
            }
        }
    }
}
