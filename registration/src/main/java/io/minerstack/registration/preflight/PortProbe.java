package io.minerstack.registration.preflight;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Tries the stack's other ports: none of them may be open to the world. */
final class PortProbe {

    /** What listens where, when it is the stack's. */
    static final Map<Integer, String> INSIDE = new TreeMap<>(Map.ofEntries(
            Map.entry(8002, "agent-service"),
            Map.entry(8003, "memory-service"),
            Map.entry(8004, "llm-proxy"),
            Map.entry(8005, "local-llm"),
            Map.entry(8000, "vLLM"),
            Map.entry(9001, "management"),
            Map.entry(9002, "management"),
            Map.entry(9003, "management"),
            Map.entry(9004, "management"),
            Map.entry(9005, "management"),
            Map.entry(5432, "PostgreSQL"),
            Map.entry(6379, "Valkey"),
            Map.entry(9090, "Prometheus"),
            Map.entry(3000, "Grafana")));

    private static final String ID = "exposure.ports";
    private static final String TITLE = "No other port of the stack can be reached";
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private PortProbe() {}

    static Check run(Target target) {
        InetAddress address = target.addresses().getFirst();
        if (Reach.of(address) == Reach.THIS_MACHINE) {
            // there the stack's own ports are open by design; what counts is what the network's side shows
            return outward(target);
        }
        return judge(target.isPublic(), address, open(address, target.url().port(), INSIDE));
    }

    private static Check outward(Target target) {
        try {
            List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> Reach.of(address) == Reach.PRIVATE || Reach.of(address) == Reach.PUBLIC)
                    .filter(address -> !address.isLinkLocalAddress())
                    .toList();
            if (addresses.isEmpty()) {
                return Check.skip(ID, TITLE, "this machine has no address but its own loopback");
            }
            InetAddress first = addresses.getFirst();
            return judge(false, first, open(first, target.url().port(), INSIDE));
        } catch (SocketException e) {
            return Check.skip(ID, TITLE, "this machine's addresses can't be listed");
        }
    }

    private static Check judge(boolean isPublic, InetAddress address, Map<Integer, String> open) {
        if (open.isEmpty()) {
            return Check.pass(ID, TITLE, "none of " + INSIDE.size() + " on " + address.getHostAddress());
        }
        String seen = open.entrySet().stream()
                        .map(port -> port.getKey() + " (" + port.getValue() + "?)")
                        .collect(Collectors.joining(", "))
                + " on " + address.getHostAddress();
        String mend = "Close them in the firewall, or bind what listens there to 127.0.0.1 (BIND_ADDRESS).";
        return isPublic ? Check.fail(ID, TITLE, seen, mend) : Check.warn(ID, TITLE, seen, mend);
    }

    /** Those of the ports that take a connection; all are tried at once. */
    static Map<Integer, String> open(InetAddress address, int except, Map<Integer, String> ports) {
        Map<Integer, String> open = new TreeMap<>();
        try (ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor()) {
            ports.forEach((port, name) -> tries.execute(() -> {
                if (port != except && connects(address, port)) {
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
