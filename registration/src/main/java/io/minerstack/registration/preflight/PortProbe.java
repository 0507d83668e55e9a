package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Tries the stack's other ports: none of them may be open to the world. */
final class PortProbe {

    /** Where the gateway itself listens, in clear text. */
    static final int GATEWAY = 8001;

    /** What listens where, when it is the stack's. */
    static final Map<Integer, String> INSIDE = new TreeMap<>(Map.ofEntries(
            Map.entry(GATEWAY, "gateway without TLS"),
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

    /** Where the stack's settings say another port, as they do when {@code ./miner} starts this. */
    private static final Map<String, String> SETTINGS = Map.of(
            "AGENT_SERVICE_PORT", "agent-service",
            "MEMORY_SERVICE_PORT", "memory-service",
            "LLM_PROXY_PORT", "llm-proxy",
            "LOCAL_LLM_PORT", "local-llm",
            "GATEWAY_MANAGEMENT_PORT", "management",
            "AGENT_SERVICE_MANAGEMENT_PORT", "management",
            "MEMORY_SERVICE_MANAGEMENT_PORT", "management",
            "LLM_PROXY_MANAGEMENT_PORT", "management",
            "LOCAL_LLM_MANAGEMENT_PORT", "management",
            "POSTGRES_PORT", "PostgreSQL");

    private static final String ID = "exposure.ports";
    private static final String TITLE = "No other port of the stack can be reached";
    private static final String MEND =
            "Close them in the firewall, or bind what listens there to 127.0.0.1 (BIND_ADDRESS; HOST for the gateway).";
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private PortProbe() {}

    static Check run(Target target) {
        InetAddress address = target.addresses().getFirst();
        if (Reach.of(address) == Reach.THIS_MACHINE) {
            // there the stack's own ports are open by design; what counts is what the network's side shows
            return outward(target);
        }
        return judge(address, isOwn(address), open(target, address));
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
            Map<Integer, String> open = new TreeMap<>();
            addresses.forEach(address -> open.putAll(open(target, address)));
            return judge(addresses.getFirst(), true, open);
        } catch (SocketException e) {
            return Check.skip(ID, TITLE, "this machine's addresses can't be listed");
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
    static Check judge(InetAddress address, boolean own, Map<Integer, String> open) {
        String where = " on " + address.getHostAddress();
        if (open.isEmpty()) {
            return Check.pass(ID, TITLE, "none of " + inside(System.getenv()).size() + where);
        }
        String seen = open.entrySet().stream()
                        .map(port -> port.getKey() + " (" + port.getValue() + "?)")
                        .collect(Collectors.joining(", "))
                + where;
        if (own) {
            return Check.warn(
                    ID,
                    TITLE,
                    seen,
                    "This is an address of this machine, so no firewall was in between: ask from elsewhere. " + MEND);
        }
        return Reach.of(address) == Reach.PUBLIC
                ? Check.fail(ID, TITLE, seen, MEND)
                : Check.warn(ID, TITLE, seen, MEND);
    }

    /** Without TLS in the URL the gateway's own port shows nothing that the URL does not. */
    static Set<Integer> expected(ApiUrl url) {
        return url.isHttps() ? Set.of(url.port()) : Set.of(url.port(), GATEWAY);
    }

    private static Map<Integer, String> open(Target target, InetAddress address) {
        return open(address, expected(target.url()), inside(System.getenv()));
    }

    /** The ports that nobody outside should reach: the usual ones, and those of the stack's own settings. */
    static Map<Integer, String> inside(Map<String, String> settings) {
        Map<Integer, String> ports = new TreeMap<>(INSIDE);
        SETTINGS.forEach((variable, name) -> {
            String port = settings.getOrDefault(variable, "");
            if (port.matches("[1-9][0-9]{0,4}")) {
                ports.putIfAbsent(Integer.parseInt(port), name);
            }
        });
        return ports;
    }

    /** Those of the ports that take a connection; all are tried at once. */
    static Map<Integer, String> open(InetAddress address, Set<Integer> except, Map<Integer, String> ports) {
        Map<Integer, String> open = new TreeMap<>();
        try (ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor()) {
            ports.forEach((port, name) -> tries.execute(() -> {
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
