package io.minerstack.registration.preflight.network;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.terminal.PortNumber;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ports of the stack: the default ports, since the miner may run on another machine, and the ports of the settings,
 * which {@code ./miner} exports from {@code .env}.
 *
 * @param gateway the port of the gateway itself, without TLS
 * @param internal the ports that should not be reachable from outside, with the name of the service of each
 */
public record StackPorts(int gateway, Map<Integer, String> internal) {

    private static final int DEFAULT_GATEWAY_PORT = 8001;
    private static final String GATEWAY = "gateway without TLS";

    private static final Map<Integer, String> DEFAULTS = Map.ofEntries(
            Map.entry(DEFAULT_GATEWAY_PORT, GATEWAY),
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
            Map.entry(3000, "Grafana"));

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("PORT", GATEWAY),
            Map.entry("AGENT_SERVICE_PORT", "agent-service"),
            Map.entry("MEMORY_SERVICE_PORT", "memory-service"),
            Map.entry("LLM_PROXY_PORT", "llm-proxy"),
            Map.entry("LOCAL_LLM_PORT", "local-llm"),
            Map.entry("GATEWAY_MANAGEMENT_PORT", "management"),
            Map.entry("AGENT_SERVICE_MANAGEMENT_PORT", "management"),
            Map.entry("MEMORY_SERVICE_MANAGEMENT_PORT", "management"),
            Map.entry("LLM_PROXY_MANAGEMENT_PORT", "management"),
            Map.entry("LOCAL_LLM_MANAGEMENT_PORT", "management"),
            Map.entry("POSTGRES_PORT", "PostgreSQL"),
            Map.entry("GRAFANA_PORT", "Grafana"));

    /**
     * The default ports and those of the settings.
     *
     * @param settings the environment variables; a value that is not a port is ignored
     */
    public static StackPorts of(Map<String, String> settings) {
        Map<Integer, String> internal = new TreeMap<>(DEFAULTS);
        SETTINGS.forEach((variable, name) -> {
            int port = port(settings, variable);
            if (port > 0) {
                internal.putIfAbsent(port, name);
            }
        });
        int gateway = port(settings, "PORT");
        return new StackPorts(gateway > 0 ? gateway : DEFAULT_GATEWAY_PORT, internal);
    }

    private static int port(Map<String, String> settings, String variable) {
        return PortNumber.parse(settings.getOrDefault(variable, ""));
    }

    /** The ports that may be open. For an http URL the gateway's own port exposes no more than the URL does. */
    public Set<Integer> expected(ApiUrl url) {
        Set<Integer> expected = new TreeSet<>(Set.of(url.port()));
        if (!url.isHttps()) {
            expected.add(gateway);
        }
        return expected;
    }
}
