package io.minerstack.gateway.arrival;

import io.minerstack.gateway.identity.Callers;
import io.minerstack.gateway.identity.Identity;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextResolver;
import io.minerstack.servicesupport.context.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Makes a call out of a request from outside. The tenant comes from the key and the deadline from our clock, whatever
 * the request's headers say; only its id and its trace are the caller's to choose. Without a
 * valid key it is nobody's, and no service inside gives such a call any data.
 */
class EdgeCallSource implements RequestContextResolver {

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Callers callers;
    private final Duration budget;
    private final Clock clock;

    EdgeCallSource(Callers callers, Duration budget, Clock clock) {
        this.callers = callers;
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public RequestContext of(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return new RequestContext(
                RequestId.acceptOrNew(headers.getFirst(ContextHeaders.REQUEST_ID)),
                callers.of(request) instanceof Identity.Known known
                        ? known.key().tenant()
                        : null,
                Deadline.in(budget, clock),
                trace(headers.getFirst(ContextHeaders.TRACEPARENT)));
    }

    private static @Nullable String trace(@Nullable String sent) {
        return sent != null && TRACEPARENT.matcher(sent).matches() ? sent : null;
    }
}
