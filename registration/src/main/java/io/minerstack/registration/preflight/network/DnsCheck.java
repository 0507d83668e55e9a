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

/** Resolves the host name and checks that its addresses are public. */
public final class DnsCheck {

    private static final String ID = "dns";
    private static final String TITLE = "The host name resolves to public addresses";

    private DnsCheck() {}

    /** The addresses of the host; empty if there are none or the lookup takes too long. */
    public static List<InetAddress> resolve(String host, Duration timeout) {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                lookup.complete(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException e) {
                lookup.complete(List.of());
            }
        });
        try {
            return lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    public static CheckResult check(ApiUrl url, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return CheckResult.fail(
                    ID,
                    TITLE,
                    TerminalSafeText.of(url.host()) + " has no address",
                    "Add an A or AAAA record for it, or correct the URL; a new record can take an hour to appear.");
        }
        String seen = addresses.stream().map(DnsCheck::label).collect(Collectors.joining(", "));
        return addresses.stream().allMatch(address -> AddressScope.of(address) == AddressScope.PUBLIC)
                ? CheckResult.pass(ID, TITLE, seen)
                : CheckResult.warn(
                        ID, TITLE, seen, "The network calls from outside: register a public name or address.");
    }

    private static String label(InetAddress address) {
        AddressScope scope = AddressScope.of(address);
        return address.getHostAddress() + (scope == AddressScope.PUBLIC ? "" : " (" + scope.meaning() + ")");
    }
}
