package io.minerstack.gateway.defence;

import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Bounds the size of bodies, each alone and all together: by what they declare, or by counting what arrives where they
 * declare nothing. A body that declares 64 KB or less is not counted with the others: a few large ones that trickle in would
 * else keep every question out, and {@code MAX_CONCURRENT_REQUESTS} bounds what such bodies can come to (64 MB for 1000).
 */
@Component
public class BodyLimit {

    private static final DataSize SMALL = DataSize.ofKilobytes(64);

    private final DataSize largest;
    private final BodyBudget budget;

    BodyLimit(DefenceProperties properties, BodyBudget budget) {
        this.largest = properties.maxRequestSize();
        this.budget = budget;
    }

    /**
     * Lets work run with the exchange's body, which fails with a 413 once it is too long, and with a 503 once there is no
     * room for more of it; at once where its declared length says so.
     */
    public Mono<Void> apply(ServerWebExchange exchange, Function<ServerWebExchange, Mono<Void>> work) {
        return Mono.using(budget::share, share -> work.apply(bounded(exchange, share)), BodyBudget.Share::end);
    }

    private ServerWebExchange bounded(ServerWebExchange exchange, BodyBudget.Share share) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        long declared = headers.getContentLength();
        if (declared > largest.toBytes()) {
            throw tooLarge();
        }
        if (declared > SMALL.toBytes()) {
            share.take(declared);
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
                        return counted(super.getBody(), share);
                    }
                })
                .build();
    }

    private Flux<DataBuffer> counted(Flux<DataBuffer> body, BodyBudget.Share share) {
        return Flux.defer(() -> body.handle(new Count(share)::take));
    }

    private Problem tooLarge() {
        return new Problem(
                ProblemType.TOO_LARGE,
                "The body is larger than " + largest.toBytes() + " bytes, the most that is read.");
    }

    /** Of one subscriber. */
    private final class Count {

        private final BodyBudget.Share share;
        private long seen;

        Count(BodyBudget.Share share) {
            this.share = share;
        }

        void take(DataBuffer buffer, SynchronousSink<DataBuffer> sink) {
            try {
                seen += buffer.readableByteCount();
                if (seen > largest.toBytes()) {
                    throw tooLarge();
                }
                share.take(buffer.readableByteCount());
            } catch (Problem refusal) {
                DataBufferUtils.release(buffer);
                sink.error(refusal);
                return;
            }
            sink.next(buffer);
        }
    }
}
