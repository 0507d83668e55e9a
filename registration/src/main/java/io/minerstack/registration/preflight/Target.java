package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.credentials.Reach;
import io.minerstack.registration.secret.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * The miner that is looked at.
 *
 * @param addresses what the host's name resolved to; never empty
 * @param limit for an answer of the model
 */
record Target(ApiUrl url, Secret token, List<InetAddress> addresses, Duration limit, Trust trust) {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration UPLOAD = Duration.ofSeconds(30);

    /** For everything that no model has to think about. */
    Duration shortLimit() {
        return SHORT.compareTo(limit) < 0 ? SHORT : limit;
    }

    /** For sending 10 MB. */
    Duration uploadLimit() {
        return UPLOAD.compareTo(limit) < 0 ? UPLOAD : limit;
    }

    boolean isThisMachine() {
        return addresses.stream().allMatch(address -> Reach.of(address) == Reach.THIS_MACHINE);
    }

    /** The same, looked at under one of its addresses only. */
    Target at(InetAddress address) {
        return new Target(url, token, List.of(address), limit, trust);
    }
}
