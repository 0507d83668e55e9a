package io.minerstack.gateway.context;

import io.minerstack.gateway.identity.ApiKey;
import io.minerstack.gateway.identity.ApiKeyAuthenticator;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextResolver;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Traceparent;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Makes the context of a request from outside. Tenant and budget come from the key, the deadline and the target from
 * the gateway's clock, never from other headers of the request; only the request id is the caller's choice. A request
 * without a valid key has no tenant, and the services behind give no data to a request without a tenant.
 *
 * <p>A trace of the caller's is taken with a valid key alone: a stranger can neither add spans to somebody's trace nor
 * decide which requests are recorded.
 */
class EdgeContextResolver implements RequestContextResolver {

    private final ApiKeyAuthenticator authenticator;
    private final Duration timeToAnswer;
    private final Duration timeToTarget;
    private final Clock clock;

    EdgeContextResolver(ApiKeyAuthenticator authenticator, Duration timeToAnswer, Duration timeToTarget, Clock clock) {
        this.authenticator = authenticator;
        this.timeToAnswer = timeToAnswer;
        this.timeToTarget = timeToTarget;
        this.clock = clock;
    }

    @Override
    public RequestContext of(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        Deadline deadline = Deadline.in(timeToAnswer, clock);
        ApiKey key = authenticator.authenticate(request) instanceof Authenticated(var found) ? found : null;
        return new RequestContext(
                RequestId.acceptOrNew(headers.getFirst(ContextHeaders.REQUEST_ID)),
                key == null ? null : key.tenant(),
                deadline,
                // the clock may have moved by a millisecond since
                Deadline.in(timeToTarget, clock).earlier(deadline),
                key == null ? null : trace(headers.getFirst(ContextHeaders.TRACEPARENT)),
                key == null ? null : key.callerKey());
    }

    private static @Nullable String trace(@Nullable String traceparent) {
        return Traceparent.parse(traceparent) == null ? null : traceparent;
    }
}
