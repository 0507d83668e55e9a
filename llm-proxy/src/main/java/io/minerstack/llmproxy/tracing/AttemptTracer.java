package io.minerstack.llmproxy.tracing;

import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.context.RequestContext;
import java.net.URI;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/** Makes a span of each request to a model server of one provider. */
@FunctionalInterface
public interface AttemptTracer {

    /**
     * Sends one attempt, within its span where the request that it is for has a trace.
     *
     * @param api base URL of the model server
     * @param request as the model server gets it
     * @param exchange sends the attempt, with the context that makes the span its parent
     */
    Flux<Chunk> trace(
            RequestContext context, URI api, ObjectNode request, Function<RequestContext, Flux<Chunk>> exchange);

    /** Makes no spans. */
    static AttemptTracer none() {
        return (context, api, request, exchange) -> exchange.apply(context);
    }
}
