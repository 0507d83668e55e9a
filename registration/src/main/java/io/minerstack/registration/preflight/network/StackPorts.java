package io.minerstack.registration.preflight.network;

import io.minerstack.registration.credentials.ApiUrl;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the stack listens: by its settings, which {@code ./miner} hands on, and at the usual places, since the miner
 * may be another machine's.
 *
 * @param gateway where the gateway itself listens, in clear text
 * @param inside the ports that nobody outside should reach, and what listens there when it is the stack's
 */
public record StackPorts(int gateway, Map<Integer, String> inside) {

    private static final int USUAL_GATEWAY = 8001;
    private static final String GATEWAY = "gateway without TLS";

    private static final Map<Integer, String> USUAL = Map.ofEntries(
            Map.entry(USUAL_GATEWAY, GATEWAY),
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
     * Reads the settings.
     *
     * @param settings the environment; what is no port there is not looked at
     */
    public static StackPorts of(Map<String, String> settings) {
        Map<Integer, String> inside = new TreeMap<>(USUAL);
        SETTINGS.forEach((variable, name) -> {
            int port = port(settings, variable);
            if (port > 0) {
                inside.putIfAbsent(port, name);
            }
        });
        int gateway = port(settings, "PORT");
        return new StackPorts(gateway > 0 ? gateway : USUAL_GATEWAY, inside);
    }

    private static int port(Map<String, String> settings, String variable) {
        String port = settings.getOrDefault(variable, "");
        int number = port.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(port) : 0;
        return number <= 65_535 ? number : 0;
    }

    /** Those that may be open. Without TLS in the URL the gateway's own port shows nothing that the URL does not. */
    public Set<Integer> expected(ApiUrl url) {
        Set<Integer> expected = new TreeSet<>(Set.of(url.port()));
        if (!url.isHttps()) {
            expected.add(gateway);
        }
        return expected;
    }
}
