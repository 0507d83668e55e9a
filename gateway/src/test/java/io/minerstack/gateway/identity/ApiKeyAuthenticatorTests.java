package io.minerstack.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.identity.Identity.Anonymous;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.servicesupport.context.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class ApiKeyAuthenticatorTests {

    private static final Identity VALID = new Authenticated(new ApiKey("id", new Tenant("tenant"), Map.of()));

    private final List<String> lookUps = new ArrayList<>();
    private final ApiKeyAuthenticator authenticator = new ApiKeyAuthenticator(key -> {
        lookUps.add(key);
        return VALID;
    });

    @Test
    void looksAKeyUpOncePerRequest() {
        ServerHttpRequest request = request("key");

        assertThat(authenticator.authenticate(request)).isEqualTo(VALID);
        assertThat(authenticator.authenticate(request)).isEqualTo(VALID);

        assertThat(lookUps).containsExactly("key");
    }

    @Test
    void looksNothingUpWithoutExactlyOneKey() {
        assertThat(authenticator.authenticate(request())).isEqualTo(new Anonymous(Reason.MISSING));
        assertThat(authenticator.authenticate(request(" "))).isEqualTo(new Anonymous(Reason.MISSING));
        assertThat(authenticator.authenticate(request("key", "key"))).isEqualTo(new Anonymous(Reason.AMBIGUOUS));

        assertThat(lookUps).isEmpty();
    }

    private static ServerHttpRequest request(String... keys) {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/").header("X-API-Key", keys))
                .getRequest();
    }
}
