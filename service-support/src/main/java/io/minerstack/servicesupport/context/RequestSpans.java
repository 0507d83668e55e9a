package io.minerstack.servicesupport.context;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Starts the spans of requests that come in. There is none while tracing is off. */
public interface RequestSpans {

    /** Starts the span of a request; null where the request belongs to no trace. */
    @Nullable
    RequestSpan start(RequestContext context, ServerWebExchange exchange);

    /** The span of one request. */
    interface RequestSpan {

        /** The header that makes this span the parent of what follows. */
        String traceparent();

        /** Ends the span when the request is handled: answered, failed or left by its caller. */
        Mono<Void> endWith(Mono<Void> handled);
    }
}
