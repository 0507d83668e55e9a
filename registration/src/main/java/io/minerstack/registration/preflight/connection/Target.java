package io.minerstack.registration.preflight.connection;

import io.minerstack.registration.credentials.AddressScope;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.secret.WipeableSecret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * The miner that is checked.
 *
 * @param addresses the addresses of the host; never empty
 * @param timeout for an answer of the model; the longest time-out of all
 */
public record Target(
        ApiUrl url, WipeableSecret token, List<InetAddress> addresses, Duration timeout, CertificateTrust trust) {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration UPLOAD = Duration.ofSeconds(30);

    /** For requests that do not call the model: at most 10 s. */
    public Duration shortTimeout() {
        return SHORT.compareTo(timeout) < 0 ? SHORT : timeout;
    }

    /** For sending 10 MB: at most 30 s. */
    public Duration uploadTimeout() {
        return UPLOAD.compareTo(timeout) < 0 ? UPLOAD : timeout;
    }

    public boolean isThisMachine() {
        return addresses.stream().allMatch(address -> AddressScope.of(address) == AddressScope.THIS_MACHINE);
    }

    /** The same miner at only one of its addresses. */
    public Target at(InetAddress address) {
        return new Target(url, token, List.of(address), timeout, trust);
    }
}
