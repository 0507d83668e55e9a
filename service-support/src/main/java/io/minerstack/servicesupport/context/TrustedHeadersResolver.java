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
 * Reads the call from the headers of one of our own services. An id or a deadline that is missing or unreadable gets a safe
 * value: a new id, the whole time budget. For a tenant there is none, everybody's data being somebody's: without one a
 * request gets as far as what belongs to nobody, else {@link MissingTenantException}.
 */
class TrustedHeadersResolver implements RequestContextResolver {

    /** Health and metrics: asked by the platform, of every service. */
    private static final String MANAGEMENT = "/actuator/**";

    private final Duration budget;
    private final Clock clock;
    private final List<PathPattern> tenantless;

    /** @param tenantless patterns of paths that are asked for nobody in particular */
    TrustedHeadersResolver(List<String> tenantless, Duration budget, Clock clock) {
        this.tenantless = Stream.concat(Stream.of(MANAGEMENT), tenantless.stream())
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public RequestContext of(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return new RequestContext(
                RequestId.acceptOrNew(headers.getFirst(ContextHeaders.REQUEST_ID)),
                tenant(headers.getFirst(ContextHeaders.TENANT), request),
                deadline(headers.getFirst(ContextHeaders.DEADLINE)),
                headers.getFirst(ContextHeaders.TRACEPARENT));
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
        } catch (IllegalArgumentException notAName) {
            throw new MissingTenantException();
        }
    }

    private boolean isTenantless(PathContainer path) {
        return tenantless.stream().anyMatch(pattern -> pattern.matches(path));
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
