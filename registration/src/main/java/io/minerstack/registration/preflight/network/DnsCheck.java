package io.minerstack.registration.preflight.network;

import io.minerstack.registration.credentials.AddressScope;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.TerminalSafeText;
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
public final class DnsCheck {

    private static final String ID = "dns";
    private static final String TITLE = "The host's name leads to public addresses";

    private DnsCheck() {}

    /** The addresses; none when there are none or the look-up takes too long. */
    public static List<InetAddress> resolve(String host, Duration limit) {
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

    public static CheckResult judge(ApiUrl url, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return CheckResult.fail(
                    ID,
                    TITLE,
                    TerminalSafeText.of(url.host()) + " has no address",
                    "Add an A or AAAA record for it, or correct the URL; new records can take an hour.");
        }
        String seen = addresses.stream()
                .map(address -> address.getHostAddress()
                        + (AddressScope.of(address) == AddressScope.PUBLIC
                                ? ""
                                : " (" + AddressScope.of(address).meaning() + ")"))
                .collect(Collectors.joining(", "));
        boolean allPublic = addresses.stream().allMatch(address -> AddressScope.of(address) == AddressScope.PUBLIC);
        return allPublic
                ? CheckResult.pass(ID, TITLE, seen)
                : CheckResult.warn(
                        ID, TITLE, seen, "The network calls from outside: register a name or address that is public.");
    }
}
