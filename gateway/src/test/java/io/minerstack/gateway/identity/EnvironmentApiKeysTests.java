package io.minerstack.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.TestObjects;
import io.minerstack.gateway.identity.Identity.Anonymous;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.servicesupport.secret.Secret;
import org.junit.jupiter.api.Test;

class EnvironmentApiKeysTests {

    private final ApiKeys keys = new EnvironmentApiKeys(Secret.of(TestObjects.KEY));

    @Test
    void findsTheKeyAndItsTenant() {
        assertThat(keys.find(TestObjects.KEY)).isInstanceOfSatisfying(Authenticated.class, authenticated -> assertThat(
                        authenticated.key().tenant().name())
                .isEqualTo("default"));
    }

    @Test
    void findsNoOtherKey() {
        for (String wrong :
                new String[] {"x", TestObjects.KEY + "x", TestObjects.KEY.substring(1), TestObjects.WRONG_KEY}) {
            assertThat(keys.find(wrong)).isEqualTo(new Anonymous(Reason.WRONG));
        }
    }

    @Test
    void printsNoKey() {
        assertThat(keys.find(TestObjects.KEY).toString() + keys).doesNotContain(TestObjects.KEY);
    }
}
