package io.minerstack.hop.call;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What travels with one request. {@link CallFilter} puts it into the Reactor context (and so into every log line);
 * {@link CallPropagation} writes it onto the requests that we send for it.
 *
 * @param requestId names the request
 * @param tenant who owns its data; null where a request is about nobody's, as one for a service's status
 * @param deadline when its answer must be out
 * @param traceparent W3C trace context, if the caller sent one
 */
public record Call(
        RequestId requestId,
        @Nullable Tenant tenant,
        Deadline deadline,
        @Nullable String traceparent) {

    static final String CONTEXT_KEY = "minerstack.call";

    /** The call that the current subscriber works for; an error when there is none, which is a programming mistake. */
    public static Mono<Call> current() {
        return Mono.deferContextual(context -> Mono.just(from(context)));
    }

    /** As {@link #current()}, for code that has the context at hand. */
    public static Call from(ContextView context) {
        return context.get(CONTEXT_KEY);
    }

    /** Adds this call to a subscriber's context: {@code mono.contextWrite(call::into)}. */
    public Context into(Context context) {
        return context.put(CONTEXT_KEY, this);
    }

    /** The same call with another deadline, for a hop that keeps a reserve for itself. */
    public Call withDeadline(Deadline other) {
        return new Call(requestId, tenant, other, traceparent);
    }

    /** Writes this call onto a request to one of our services, over whatever stood there. */
    public void writeTo(HttpHeaders headers) {
        headers.set(CallHeaders.REQUEST_ID, requestId.value());
        if (tenant == null) {
            headers.remove(CallHeaders.TENANT);
        } else {
            headers.set(CallHeaders.TENANT, tenant.name());
        }
        headers.set(CallHeaders.DEADLINE, deadline.toHeader());
        if (traceparent != null) {
            headers.set(CallHeaders.TRACEPARENT, traceparent);
        }
    }
}
