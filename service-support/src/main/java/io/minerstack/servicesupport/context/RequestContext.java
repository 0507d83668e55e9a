package io.minerstack.servicesupport.context;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What every service knows about the request that it works for. {@link RequestContextFilter} puts it into the Reactor
 * context; {@link RequestContextExchangeFilter} writes it onto the requests to other services.
 *
 * @param requestId identifies the request in logs
 * @param tenant who owns the data of the request; null for a request that needs none, such as one for a service's
 *     status
 * @param deadline when the response must be complete
 * @param answerTarget when the response should be complete: plans optional work, token limits and second attempts, and
 *     ends nothing
 * @param traceparent W3C trace context; null where the caller sent none
 * @param key the caller's key; null for a request without one, such as one for a service's status
 */
public record RequestContext(
        RequestId requestId,
        @Nullable Tenant tenant,
        Deadline deadline,
        Deadline answerTarget,
        @Nullable String traceparent,
        @Nullable CallerKey key) {

    static final String CONTEXT_KEY = "minerstack.request-context";

    /** A context whose target is its deadline. */
    public RequestContext(
            RequestId requestId, @Nullable Tenant tenant, Deadline deadline, @Nullable String traceparent) {
        this(requestId, tenant, deadline, deadline, traceparent);
    }

    /** A context without a key. */
    public RequestContext(
            RequestId requestId,
            @Nullable Tenant tenant,
            Deadline deadline,
            Deadline answerTarget,
            @Nullable String traceparent) {
        this(requestId, tenant, deadline, answerTarget, traceparent, null);
    }

    /**
     * The context of the current subscriber. Fails with NoSuchElementException where there is none: a programming
     * error.
     */
    public static Mono<RequestContext> current() {
        return Mono.deferContextual(context -> Mono.just(from(context)));
    }

    /** As {@link #current()}, for code that has the Reactor context at hand. */
    public static RequestContext from(ContextView context) {
        Object current = context.get(CONTEXT_KEY);
        return current instanceof Supplier<?> changing
                ? (RequestContext) Objects.requireNonNull(changing.get())
                : (RequestContext) current;
    }

    /** Adds this to a Reactor context: {@code mono.contextWrite(requestContext::into)}. */
    public Context into(Context context) {
        return context.put(CONTEXT_KEY, this);
    }

    /**
     * Adds a context that may change while the work goes on: the deadline of work that several callers wait for.
     * {@link #from} reads it anew each time.
     */
    public static Context into(Context context, Supplier<RequestContext> changing) {
        return context.put(CONTEXT_KEY, changing);
    }

    /** The same context with another deadline, for a service that keeps some of the time for its own work. */
    public RequestContext withDeadline(Deadline other) {
        return withDeadline(other, answerTarget);
    }

    /** The same context with another deadline and another target. */
    public RequestContext withDeadline(Deadline other, Deadline otherTarget) {
        return new RequestContext(requestId, tenant, other, otherTarget, traceparent, key);
    }

    /** The same context with another parent for the spans of the work that follows. */
    public RequestContext withTraceparent(String other) {
        return new RequestContext(requestId, tenant, deadline, answerTarget, other, key);
    }

    /** Whether this is a request of monitoring, which counts in no figure about callers. */
    public boolean isOfProbe() {
        return key != null && key.id() == null;
    }

    /** The id of the trace that the request belongs to; null where there is none. */
    public @Nullable String traceId() {
        Traceparent parent = Traceparent.parse(traceparent);
        return parent == null ? null : parent.traceId();
    }

    /** The time until the target or the deadline, whichever is earlier; never negative. */
    public Duration timeToTarget(Clock clock) {
        return answerTarget.earlier(deadline).remaining(clock);
    }

    /** Sets the headers of a request to another service. Replaces headers that are there already. */
    public void writeTo(HttpHeaders headers) {
        headers.set(ContextHeaders.REQUEST_ID, requestId.value());
        if (tenant == null) {
            headers.remove(ContextHeaders.TENANT);
        } else {
            headers.set(ContextHeaders.TENANT, tenant.name());
        }
        headers.set(ContextHeaders.DEADLINE, deadline.toHeader());
        headers.set(ContextHeaders.ANSWER_TARGET, answerTarget.toHeader());
        if (traceparent != null) {
            headers.set(ContextHeaders.TRACEPARENT, traceparent);
        }
        CallerKey.write(key, headers);
    }
}
