package io.minerstack.registration.preflight.connection;

import io.minerstack.registration.credentials.AddressScope;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.secret.WipeableSecret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * The miner that is looked at.
 *
 * @param addresses what the host's name resolved to; never empty
 * @param limit for an answer of the model
 */
public record Target(ApiUrl url, WipeableSecret token, List<InetAddress> addresses, Duration limit, CertificateTrust trust) {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration UPLOAD = Duration.ofSeconds(30);

    /** For everything that no model has to think about. */
    public Duration shortLimit() {
        return SHORT.compareTo(limit) < 0 ? SHORT : limit;
    }

    /** For sending 10 MB. */
    public Duration uploadLimit() {
        return UPLOAD.compareTo(limit) < 0 ? UPLOAD : limit;
    }

    public boolean isThisMachine() {
        return addresses.stream().allMatch(address -> AddressScope.of(address) == AddressScope.THIS_MACHINE);
    }

    /** The same, looked at under one of its addresses only. */
    public Target at(InetAddress address) {
        return new Target(url, token, List.of(address), limit, trust);
    }
}
