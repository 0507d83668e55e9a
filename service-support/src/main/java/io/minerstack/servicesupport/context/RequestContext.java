package io.minerstack.servicesupport.context;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What travels with one request. {@link RequestContextFilter} puts it into the Reactor context (and so into every log line);
 * {@link RequestContextExchangeFilter} writes it onto the requests that we send for it.
 *
 * @param requestId names the request
 * @param tenant who owns its data; null where a request is about nobody's, as one for a service's status
 * @param deadline when its answer must be out
 * @param traceparent W3C trace context, if the caller sent one
 */
public record RequestContext(
        RequestId requestId,
        @Nullable Tenant tenant,
        Deadline deadline,
        @Nullable String traceparent) {

    static final String CONTEXT_KEY = "minerstack.call";

    /** The call that the current subscriber works for; an error when there is none, which is a programming mistake. */
    public static Mono<RequestContext> current() {
        return Mono.deferContextual(context -> Mono.just(from(context)));
    }

    /** As {@link #current()}, for code that has the context at hand. */
    public static RequestContext from(ContextView context) {
        return context.get(CONTEXT_KEY);
    }

    /** Adds this call to a subscriber's context: {@code mono.contextWrite(call::into)}. */
    public Context into(Context context) {
        return context.put(CONTEXT_KEY, this);
    }

    /** The same call with another deadline, for a hop that keeps a reserve for itself. */
    public RequestContext withDeadline(Deadline other) {
        return new RequestContext(requestId, tenant, other, traceparent);
    }

    /** Writes this call onto a request to one of our services, over whatever stood there. */
    public void writeTo(HttpHeaders headers) {
        headers.set(ContextHeaders.REQUEST_ID, requestId.value());
        if (tenant == null) {
            headers.remove(ContextHeaders.TENANT);
        } else {
            headers.set(ContextHeaders.TENANT, tenant.name());
        }
        headers.set(ContextHeaders.DEADLINE, deadline.toHeader());
        if (traceparent != null) {
            headers.set(ContextHeaders.TRACEPARENT, traceparent);
        }
    }
}
