package io.minerstack.gateway.accesslog;

import io.minerstack.gateway.componentcall.ComponentCall;
import io.minerstack.gateway.identity.ApiKey;
import io.minerstack.gateway.identity.ApiKeyAuthenticator;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.servicesupport.context.AccessLogFields;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** The id of a valid key; for a component call also its outcome, where its time went, provider and tokens. */
@Component
class GatewayAccessLogFields implements AccessLogFields {

    private final ApiKeyAuthenticator authenticator;

    GatewayAccessLogFields(ApiKeyAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void addTo(ServerWebExchange exchange, BiConsumer<String, Object> line) {
        ComponentCall call = ComponentCall.of(exchange);
        if (call != null) {
            call.describe(line);
        }
        if (authenticator.authenticate(exchange.getRequest()) instanceof Authenticated(ApiKey key)) {
            line.accept("key_id", key.id());
        }
    }
}
