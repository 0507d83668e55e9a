package io.minerstack.gateway.identity;

import io.minerstack.gateway.identity.Identity.Known;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.gateway.identity.Identity.Unknown;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.secret.Secret;
import java.util.List;
import java.util.Map;

/** The one key of {@code API_KEY}, of the tenant {@code default}: valid until the gateway is started with another one. */
class EnvironmentApiKeys implements ApiKeys {

    private static final Tenant TENANT = new Tenant("default");

    private final List<Entry> entries;

    EnvironmentApiKeys(Secret key) {
        this.entries =
                List.of(new Entry(KeyDigest.of(key.reveal()), new Known(new ApiKey("environment", TENANT, Map.of()))));
    }

    @Override
    public Identity find(String presented) {
        KeyDigest digest = KeyDigest.of(presented);
        Identity found = new Unknown(Reason.WRONG);
        // no early exit: how long it takes must not tell which key came close
        for (Entry entry : entries) {
            if (entry.digest().matches(digest)) {
                found = entry.identity();
            }
        }
        return found;
    }

    private record Entry(KeyDigest digest, Identity identity) {}
}
