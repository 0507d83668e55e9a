package io.minerstack.gateway.identity;

import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.gateway.identity.Identity.Unknown;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Tells who a request comes from; looks its key up once, however often it is asked. */
@Component
public class Callers {

    public static final String HEADER = "X-API-Key";

    private static final String FOUND = Callers.class.getName();

    private final ApiKeys keys;

    Callers(ApiKeys keys) {
        this.keys = keys;
    }

    public Identity of(ServerHttpRequest request) {
        if (request.getAttributes().get(FOUND) instanceof Identity known) {
            return known;
        }
        Identity found = lookUp(request.getHeaders().getOrDefault(HEADER, List.of()));
        request.getAttributes().put(FOUND, found);
        return found;
    }

    private Identity lookUp(List<String> sent) {
        if (sent.isEmpty() || (sent.size() == 1 && sent.getFirst().isBlank())) {
            return new Unknown(Reason.MISSING);
        }
        // two keys: some proxy or client is confused, and either could be the wrong one
        return sent.size() > 1 ? new Unknown(Reason.AMBIGUOUS) : keys.find(sent.getFirst());
    }
}
