package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.credentials.Reach;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Looks the host's name up and judges what it stands for. */
final class NameProbe {

    private static final String ID = "dns";
    private static final String TITLE = "The host's name leads to public addresses";

    private NameProbe() {}

    /** The addresses; none when there are none or the look-up takes too long. */
    static List<InetAddress> resolve(String host, Duration limit) {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                lookup.complete(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException e) {
                lookup.complete(List.of());
            }
        });
        try {
            return lookup.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    static Check judge(ApiUrl url, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return Check.fail(
                    ID,
                    TITLE,
                    Printable.of(url.host()) + " has no address",
                    "Add an A or AAAA record for it, or correct the URL; new records can take an hour.");
        }
        String seen = addresses.stream()
                .map(address -> address.getHostAddress()
                        + (Reach.of(address) == Reach.PUBLIC
                                ? ""
                                : " (" + Reach.of(address).meaning() + ")"))
                .collect(Collectors.joining(", "));
        boolean allPublic = addresses.stream().allMatch(address -> Reach.of(address) == Reach.PUBLIC);
        return allPublic
                ? Check.pass(ID, TITLE, seen)
                : Check.warn(
                        ID, TITLE, seen, "The network calls from outside: register a name or address that is public.");
    }
}
