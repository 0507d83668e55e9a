package io.minerstack.hop.call;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ResponseStatusException;

/**
 * Reads the call from the headers of one of our own services. What is missing or unreadable gets a safe value: a new id,
 * the tenant {@code default} (a service inside is not reachable from outside), the whole time budget.
 */
class TrustedCallSource implements CallSource {

    private static final Tenant NOBODY_IN_PARTICULAR = new Tenant("default");

    private final Duration budget;
    private final Clock clock;

    TrustedCallSource(Duration budget, Clock clock) {
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public Call of(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return new Call(
                RequestId.acceptOrNew(headers.getFirst(CallHeaders.REQUEST_ID)),
                tenant(headers.getFirst(CallHeaders.TENANT)),
                deadline(headers.getFirst(CallHeaders.DEADLINE)),
                headers.getFirst(CallHeaders.TRACEPARENT));
    }

    private static Tenant tenant(@Nullable String sent) {
        if (sent == null) {
            return NOBODY_IN_PARTICULAR;
        }
        try {
            return new Tenant(sent);
        } catch (IllegalArgumentException notAName) {
            // never fall back to somebody else's data
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, CallHeaders.TENANT, notAName);
        }
    }

    private Deadline deadline(@Nullable String sent) {
        if (sent == null) {
            return Deadline.in(budget, clock);
        }
        try {
            return Deadline.parse(sent);
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Deadline.in(budget, clock);
        }
    }
}
