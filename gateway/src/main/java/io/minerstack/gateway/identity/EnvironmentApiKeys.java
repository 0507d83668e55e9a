package io.minerstack.gateway.identity;

import io.minerstack.apikeys.KeyDigest;
import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.gateway.identity.Identity.Anonymous;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.secret.Secret;
import java.util.Map;

/** The key of {@code API_KEY}, an operator's. Its tenant is {@code default}; changing the key needs a restart. */
class EnvironmentApiKeys implements ApiKeys {

    private static final Tenant TENANT = new Tenant("default");

    private final KeyDigest digest;
    private final Identity identity =
            new Authenticated(new ApiKey("environment", "API_KEY", KeyPurpose.OPERATOR, TENANT, Map.of()));

    EnvironmentApiKeys(Secret key) {
        this.digest = KeyDigest.of(key.reveal());
    }

    @Override
    public Identity find(String presented) {
        return digest.equals(KeyDigest.of(presented)) ? identity : new Anonymous(Reason.WRONG);
    }
}
