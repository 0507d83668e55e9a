package io.minerstack.gateway.identity;

import io.minerstack.gateway.identity.Identity.Anonymous;
import io.minerstack.gateway.identity.Identity.Reason;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Authenticates a request by its key. Looks the key up once per request and keeps the result as a request attribute.
 */
@Component
public class ApiKeyAuthenticator {

    public static final String HEADER = "X-API-Key";

    private static final String ATTRIBUTE = ApiKeyAuthenticator.class.getName();

    private final ApiKeys keys;

    ApiKeyAuthenticator(ApiKeys keys) {
        this.keys = keys;
    }

    public Identity authenticate(ServerHttpRequest request) {
        if (request.getAttributes().get(ATTRIBUTE) instanceof Identity found) {
            return found;
        }
        Identity identity = lookUp(request.getHeaders().getOrDefault(HEADER, List.of()));
        request.getAttributes().put(ATTRIBUTE, identity);
        return identity;
    }

    private Identity lookUp(List<String> presented) {
        if (presented.isEmpty()
                || (presented.size() == 1 && presented.getFirst().isBlank())) {
            return new Anonymous(Reason.MISSING);
        }
        // two keys: a proxy or a client is misconfigured, and either key could be the wrong one
        return presented.size() > 1 ? new Anonymous(Reason.AMBIGUOUS) : keys.find(presented.getFirst());
    }
}
