package io.minerstack.registration.preflight.network;

import io.minerstack.registration.credentials.AddressScope;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.report.CheckResult;
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

/** Tries to connect to the internal ports of the stack; none of them should be open to the public. */
public final class OpenPortCheck {

    private static final String ID = "exposure.ports";
    private static final String TITLE = "No internal port of the stack is open";
    private static final String FIX = "Close the ports in the firewall, or bind the services to 127.0.0.1"
            + " (BIND_ADDRESS; HOST for the gateway, PUBLISH_ADDRESS under docker compose).";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final StackPorts ports;

    public OpenPortCheck(StackPorts ports) {
        this.ports = ports;
    }

    /** Checks the first address of the target; for a loopback address, the network addresses of this machine. */
    public CheckResult run(Target target) {
        InetAddress address = target.addresses().getFirst();
        if (AddressScope.of(address) == AddressScope.THIS_MACHINE) {
            // the internal ports are open on the loopback by design
            return checkLocalAddresses(target);
        }
        return judge(address, isLocal(address), openPorts(address, ports.expected(target.url())));
    }

    private CheckResult checkLocalAddresses(Target target) {
        try {
            Map<InetAddress, Map<Integer, String>> open = new LinkedHashMap<>();
            for (InetAddress address : LocalAddresses.find()) {
                open.put(address, openPorts(address, ports.expected(target.url())));
            }
            return open.isEmpty()
                    ? CheckResult.skip(ID, TITLE, "this machine has no address that others could reach")
                    : judgeLocal(open);
        } catch (SocketException e) {
            return CheckResult.skip(ID, TITLE, "this machine's addresses can't be listed");
        }
    }

    /** Whether a connection to the address stays on this machine, and so passes no firewall. */
    private static boolean isLocal(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /**
     * Judges the open ports of one address.
     *
     * @param local whether the address belongs to this machine
     * @param open the open ports, with the name of the service of each
     */
    CheckResult judge(InetAddress address, boolean local, Map<Integer, String> open) {
        if (local) {
            return judgeLocal(Map.of(address, open));
        }
        if (open.isEmpty()) {
            return CheckResult.pass(ID, TITLE, noneOn() + address.getHostAddress());
        }
        String seen = text(open) + " on " + address.getHostAddress();
        return AddressScope.of(address) == AddressScope.PUBLIC
                ? CheckResult.fail(ID, TITLE, seen, FIX)
                : CheckResult.warn(ID, TITLE, seen, FIX);
    }

    /** For addresses of this machine: an open port there may still be closed to others, so it is only a warning. */
    CheckResult judgeLocal(Map<InetAddress, Map<Integer, String>> open) {
        String all = open.keySet().stream().map(OpenPortCheck::text).collect(Collectors.joining(", "));
        String seen = open.entrySet().stream()
                .filter(address -> !address.getValue().isEmpty())
                .map(address -> text(address.getValue()) + " on " + text(address.getKey()))
                .collect(Collectors.joining("; "));
        if (seen.isEmpty()) {
            return CheckResult.pass(ID, TITLE, noneOn() + all);
        }
        return CheckResult.warn(
                ID,
                TITLE,
                seen + (open.size() == 1 ? "" : " (tried: " + all + ")"),
                "This is an address of this machine, so no firewall was in between: run preflight from elsewhere. "
                        + FIX);
    }

    private String noneOn() {
        return "none of " + ports.internal().size() + " on ";
    }

    private static String text(Map<Integer, String> open) {
        return open.entrySet().stream()
                .map(port -> port.getKey() + " (" + port.getValue() + "?)")
                .collect(Collectors.joining(", "));
    }

    /** Without the name of the device that Java appends to an IPv6 address. */
    private static String text(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    /** The internal ports that accept a connection. All ports are tried at once. */
    Map<Integer, String> openPorts(InetAddress address, Set<Integer> except) {
        Map<Integer, String> open = new TreeMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            ports.internal()
                    .forEach((port, service) -> executor.execute(() -> {
                        if (!except.contains(port) && accepts(address, port)) {
                            synchronized (open) {
                                open.put(port, service);
                            }
                        }
                    }));
        }
        return open;
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
