package io.minerstack.gateway.endpoint;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses by headers alone: 406 unless the caller accepts JSON, 415 unless the body is JSON without compression. A body
 * without {@code Content-Type} is taken as JSON, and so is one with a type that a client adds by itself.
 */
@Component
@Order(FilterOrder.MEDIA_TYPE)
public class MediaTypeFilter extends EdgeFilter {

    /** What {@code curl -d} and {@code fetch} send where the caller names no type: such a type says nothing. */
    private static final Set<String> DEFAULT_TYPES =
            Set.of(MediaType.APPLICATION_FORM_URLENCODED_VALUE, MediaType.TEXT_PLAIN_VALUE);

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        Endpoint endpoint = RequestEndpoint.get(exchange);
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (endpoint.respondsWithJson()) {
            requireJsonAccepted(headers, endpoint == Endpoint.ROOT);
        }
        if (endpoint.hasJsonBody()) {
            requireJsonBody(headers);
        }
        return chain.filter(exchange);
    }

    /**
     * Fails with 406 unless the caller accepts JSON.
     *
     * @param orPage whether a browser that accepts HTML alone passes, too: it is sent to a page
     */
    private static void requireJsonAccepted(HttpHeaders headers, boolean orPage) {
        List<String> accepted = headers.getOrDefault(HttpHeaders.ACCEPT, List.of());
        if (accepted.isEmpty() || (accepted.size() == 1 && accepted.getFirst().equals(MediaType.ALL_VALUE))) {
            return;
        }
        try {
            for (MediaType type : MediaType.parseMediaTypes(accepted)) {
                if (type.getQualityValue() > 0
                        && (MediaType.APPLICATION_JSON.isCompatibleWith(type)
                                || (orPage && MediaType.TEXT_HTML.equalsTypeAndSubtype(type)))) {
                    return;
                }
            }
        } catch (InvalidMediaTypeException unreadable) {
            throw new ProblemException(ProblemType.NOT_ACCEPTABLE, "The Accept header can't be read.");
        }
        throw new ProblemException(ProblemType.NOT_ACCEPTABLE, "Only application/json is served here.");
    }

    private static void requireJsonBody(HttpHeaders headers) {
        if (!isJson(headers.getFirst(HttpHeaders.CONTENT_TYPE))) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body with Content-Type: application/json.");
        }
        requireOnly("identity", headers.getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of()));
        requireOnly("chunked", headers.getOrDefault(HttpHeaders.TRANSFER_ENCODING, List.of()));
    }

    private static void requireOnly(String accepted, List<String> encodings) {
        for (String encoding : encodings) {
            if (!encoding.equalsIgnoreCase(accepted)) {
                // a few compressed bytes can expand to gigabytes
                throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body uncompressed.");
            }
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return true;
        }
        if (contentType.equalsIgnoreCase(MediaType.APPLICATION_JSON_VALUE)) {
            return true;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return isDefault(type)
                    || (type.getType().equals("application")
                            && (type.getSubtype().equals("json") || "json".equals(type.getSubtypeSuffix())));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static boolean isDefault(MediaType type) {
        return DEFAULT_TYPES.contains(type.getType() + "/" + type.getSubtype());
    }

    /** The type under which a body is relayed that {@link #requireJsonBody} has let pass. */
    public static String relayed(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return MediaType.APPLICATION_JSON_VALUE;
        }
        return isDefault(MediaType.parseMediaType(contentType)) ? MediaType.APPLICATION_JSON_VALUE : contentType;
    }
}
