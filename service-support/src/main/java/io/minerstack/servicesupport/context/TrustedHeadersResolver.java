package io.minerstack.servicesupport.context;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Reads the request context from the headers of a request of another service of the stack. A missing or unreadable
 * request id, deadline or target is replaced: by a new id, by the whole time budget. A tenant can't be replaced: a
 * request without one reaches the paths that need no tenant, and fails with {@link MissingTenantException} on all
 * others. A key with a budget can't be replaced either: {@link InvalidKeyHeadersException}.
 */
class TrustedHeadersResolver implements RequestContextResolver {

    /** Health and metrics, which the platform reads from every service. */
    private static final String MANAGEMENT = "/actuator/**";

    private final Duration budget;
    private final Duration targetBudget;
    private final Clock clock;
    private final List<PathPattern> tenantless;

    /**
     * A resolver for the services behind the gateway.
     *
     * @param tenantless patterns of the paths that need no tenant
     * @param budget time from now to the deadline of a request that has none
     * @param targetBudget time from now to the target of a request that has none
     */
    TrustedHeadersResolver(List<String> tenantless, Duration budget, Duration targetBudget, Clock clock) {
        this.tenantless = Stream.concat(Stream.of(MANAGEMENT), tenantless.stream())
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        this.budget = budget;
        this.targetBudget = targetBudget;
        this.clock = clock;
    }

    @Override
    public RequestContext of(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return new RequestContext(
                RequestId.acceptOrNew(headers.getFirst(ContextHeaders.REQUEST_ID)),
                tenant(headers.getFirst(ContextHeaders.TENANT), request),
                deadline(headers.getFirst(ContextHeaders.DEADLINE), budget),
                deadline(headers.getFirst(ContextHeaders.ANSWER_TARGET), targetBudget),
                headers.getFirst(ContextHeaders.TRACEPARENT),
                CallerKey.read(headers));
    }

    private @Nullable Tenant tenant(@Nullable String sent, ServerHttpRequest request) {
        if (sent == null) {
            if (isTenantless(request.getPath().pathWithinApplication())) {
                return null;
            }
            throw new MissingTenantException();
        }
        try {
            return new Tenant(sent);
        } catch (IllegalArgumentException invalid) {
            throw new MissingTenantException();
        }
    }

    private boolean isTenantless(PathContainer path) {
        return tenantless.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private Deadline deadline(@Nullable String sent, Duration otherwise) {
        if (sent == null) {
            return Deadline.in(otherwise, clock);
        }
        try {
            return Deadline.parse(sent);
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Deadline.in(otherwise, clock);
        }
    }
}
