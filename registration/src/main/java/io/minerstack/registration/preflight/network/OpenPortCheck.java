package io.minerstack.registration.preflight.network;

import io.minerstack.registration.credentials.AddressScope;
import io.minerstack.registration.preflight.network.LocalAddresses;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.connection.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Tries the stack's other ports: none of them may be open to the world. */
public final class OpenPortCheck {

    private static final String ID = "exposure.ports";
    private static final String TITLE = "No other port of the stack can be reached";
    private static final String MEND = "Close them in the firewall, or bind what listens there to 127.0.0.1"
            + " (BIND_ADDRESS; HOST for the gateway, PUBLISH_ADDRESS under docker compose).";
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final StackPorts ports;

    public OpenPortCheck(StackPorts ports) {
        this.ports = ports;
    }

    public CheckResult run(Target target) {
        InetAddress address = target.addresses().getFirst();
        if (AddressScope.of(address) == AddressScope.THIS_MACHINE) {
            // there the stack's own ports are open by design; what counts is what the network's side shows
            return outward(target);
        }
        return judge(address, isOwn(address), open(address, ports.expected(target.url())));
    }

    private CheckResult outward(Target target) {
        try {
            Map<InetAddress, Map<Integer, String>> tried = new LinkedHashMap<>();
            for (InetAddress address : LocalAddresses.find()) {
                tried.put(address, open(address, ports.expected(target.url())));
            }
            return tried.isEmpty()
                    ? CheckResult.skip(ID, TITLE, "this machine has no address that others could reach")
                    : judgeOwn(tried);
        } catch (SocketException e) {
            return CheckResult.skip(ID, TITLE, "this machine's addresses can't be listed");
        }
    }

    /** Whether a connection to it never leaves this machine, and so meets no firewall. */
    private static boolean isOwn(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /**
     * Judges.
     *
     * @param own whether the address is one of the machine that asks
     */
    public CheckResult judge(InetAddress address, boolean own, Map<Integer, String> open) {
        if (own) {
            return judgeOwn(Map.of(address, open));
        }
        if (open.isEmpty()) {
            return CheckResult.pass(ID, TITLE, none() + address.getHostAddress());
        }
        String seen = told(open) + " on " + address.getHostAddress();
        return AddressScope.of(address) == AddressScope.PUBLIC
                ? CheckResult.fail(ID, TITLE, seen, MEND)
                : CheckResult.warn(ID, TITLE, seen, MEND);
    }

    /** Of this machine, so nothing that is open there is proved to be open to others. */
    public CheckResult judgeOwn(Map<InetAddress, Map<Integer, String>> tried) {
        String all = tried.keySet().stream().map(OpenPortCheck::plain).collect(Collectors.joining(", "));
        String seen = tried.entrySet().stream()
                .filter(address -> !address.getValue().isEmpty())
                .map(address -> told(address.getValue()) + " on " + plain(address.getKey()))
                .collect(Collectors.joining("; "));
        if (seen.isEmpty()) {
            return CheckResult.pass(ID, TITLE, none() + all);
        }
        return CheckResult.warn(
                ID,
                TITLE,
                seen + (tried.size() == 1 ? "" : " (tried: " + all + ")"),
                "This is an address of this machine, so no firewall was in between: ask from elsewhere. " + MEND);
    }

    private String none() {
        return "none of " + ports.inside().size() + " on ";
    }

    private static String told(Map<Integer, String> open) {
        return open.entrySet().stream()
                .map(port -> port.getKey() + " (" + port.getValue() + "?)")
                .collect(Collectors.joining(", "));
    }

    /** Without the name of the interface that Java puts behind an IPv6 address. */
    private static String plain(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    /** Those of the ports that take a connection; all are tried at once. */
    public Map<Integer, String> open(InetAddress address, Set<Integer> except) {
        Map<Integer, String> open = new TreeMap<>();
        try (ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor()) {
            ports.inside()
                    .forEach((port, name) -> tries.execute(() -> {
                        if (!except.contains(port) && connects(address, port)) {
                            synchronized (open) {
                                open.put(port, name);
                            }
                        }
                    }));
        }
        return open;
    }

    private static boolean connects(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(CONNECT.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
