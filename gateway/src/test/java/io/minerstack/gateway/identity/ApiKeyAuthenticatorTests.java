package io.minerstack.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.apikeys.KeyPurpose;
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

    private static final Identity VALID =
            new Authenticated(new ApiKey("id", "name", KeyPurpose.NORMAL, new Tenant("tenant"), Map.of()));

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

    @Test
    void takesTheTokenOfBearerWhereThereIsNoKey() {
        assertThat(authenticator.authenticate(authorized("Bearer first"))).isEqualTo(VALID);
        assertThat(authenticator.authenticate(authorized("bearer second"))).isEqualTo(VALID);
        assertThat(authenticator.authenticate(authorized("BEARER   third "))).isEqualTo(VALID);
        // an HTTP Basic password is for a proxy in between
        assertThat(authenticator.authenticate(authorized("Basic dXNlcjpwYXNz", "Bearer fourth")))
                .isEqualTo(VALID);

        assertThat(lookUps).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void prefersTheKeyOfItsOwnHeader() {
        // OpenAI's clients do not start without a token, so that people give them any (openai/openai-node#913)
        ServerHttpRequest both = requestOf(
                MockServerHttpRequest.get("/").header("X-API-Key", "key").header("Authorization", "Bearer sk-none"));
        ServerHttpRequest blank = requestOf(
                MockServerHttpRequest.get("/").header("X-API-Key", " ").header("Authorization", "Bearer token"));

        assertThat(authenticator.authenticate(both)).isEqualTo(VALID);
        assertThat(authenticator.authenticate(blank)).isEqualTo(VALID);

        assertThat(lookUps).containsExactly("key", "token");
    }

    @Test
    void looksNothingUpWithoutExactlyOneToken() {
        for (String none : new String[] {"", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "token", "Bearertoken"}) {
            assertThat(authenticator.authenticate(authorized(none))).as(none).isEqualTo(new Anonymous(Reason.MISSING));
        }
        assertThat(authenticator.authenticate(authorized("Bearer a", "Bearer a")))
                .isEqualTo(new Anonymous(Reason.AMBIGUOUS));

        assertThat(lookUps).isEmpty();
    }

    private static ServerHttpRequest authorized(String... values) {
        return requestOf(MockServerHttpRequest.get("/").header("Authorization", values));
    }

    private static ServerHttpRequest requestOf(MockServerHttpRequest.BaseBuilder<?> request) {
        return MockServerWebExchange.from(request.build()).getRequest();
    }

    private static ServerHttpRequest request(String... keys) {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/").header("X-API-Key", keys))
                .getRequest();
    }
}
