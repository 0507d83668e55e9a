package io.minerstack.gateway.identity;

import io.minerstack.gateway.identity.Identity.Anonymous;
import io.minerstack.gateway.identity.Identity.Reason;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Authenticates a request by its key: the value of {@code X-API-Key}, or where that is missing the token of {@code
 * Authorization: Bearer}. Looks the key up once per request and keeps the result as a request attribute.
 */
@Component
public class ApiKeyAuthenticator {

    public static final String HEADER = "X-API-Key";

    private static final String ATTRIBUTE = ApiKeyAuthenticator.class.getName();
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;

    ApiKeyAuthenticator(ApiKeys keys) {
        this.keys = keys;
    }

    public Identity authenticate(ServerHttpRequest request) {
        if (request.getAttributes().get(ATTRIBUTE) instanceof Identity found) {
            return found;
        }
        Identity identity = lookUp(presented(request.getHeaders()));
        request.getAttributes().put(ATTRIBUTE, identity);
        return identity;
    }

    /**
     * The keys that the caller sent. {@code Authorization} counts only without {@code X-API-Key}: a client may need it
     * for a proxy in between, and OpenAI clients always send a token, whether it means something or not.
     */
    private static List<String> presented(HttpHeaders headers) {
        List<String> keys = headers.getOrDefault(HEADER, List.of());
        if (!isMissing(keys)) {
            return keys;
        }
        return headers.getOrDefault(HttpHeaders.AUTHORIZATION, List.of()).stream()
                // the scheme's name is case-insensitive (RFC 9110, section 11.1)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .toList();
    }

    private static boolean isMissing(List<String> keys) {
        return keys.isEmpty() || (keys.size() == 1 && keys.getFirst().isBlank());
    }

    private Identity lookUp(List<String> presented) {
        if (isMissing(presented)) {
            return new Anonymous(Reason.MISSING);
        }
        // two keys: a proxy or a client is misconfigured, and either key could be the wrong one
        return presented.size() > 1 ? new Anonymous(Reason.AMBIGUOUS) : keys.find(presented.getFirst());
    }
}
