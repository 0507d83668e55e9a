package io.minerstack.registration.status;

import io.minerstack.registration.terminal.PortNumber;
import io.minerstack.stacksupport.network.ListeningAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the parts of the stack on this machine are, by its settings.
 *
 * @param gateway URL of the public port
 * @param management URL of each service's port of health and metrics, by service
 * @param data the data folder
 */
record StackAddresses(String gateway, Map<String, String> management, Path data) {

    private static final Map<String, Integer> PORTS = ports();

    private static Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("gateway", 9001);
        ports.put("agent-service", 9002);
        ports.put("memory-service", 9003);
        ports.put("llm-proxy", 9004);
        ports.put("local-llm", 9005);
        return ports;
    }

    /**
     * Reads the settings. local-llm is a part only where {@code LLM_PROVIDER} names it.
     *
     * @param variables as {@code ./miner} exports them from {@code .env}
     * @param folder the folder of the project
     */
    static StackAddresses of(Map<String, String> variables, Path folder) {
        Map<String, String> management = new LinkedHashMap<>();
        PORTS.forEach((service, port) -> {
            if (!service.equals("local-llm") || namesLocal(variables)) {
                String variable = service.toUpperCase(Locale.ROOT).replace('-', '_') + "_MANAGEMENT_PORT";
                management.put(
                        service,
                        "http://" + reachable(variables, "BIND_ADDRESS") + ":" + port(variables, variable, port));
            }
        });
        String data = value(variables, "MINER_DATA");
        return new StackAddresses(
                "http://" + reachable(variables, "HOST") + ":" + port(variables, "PORT", 8001),
                management,
                folder.resolve(data.isEmpty() ? "data" : data));
    }

    private static boolean namesLocal(Map<String, String> variables) {
        String providers = value(variables, "LLM_PROVIDER").toLowerCase(Locale.ROOT);
        return providers.isEmpty() || List.of(providers.split("\\s*,\\s*", -1)).contains("local");
    }

    private static String reachable(Map<String, String> variables, String variable) {
        return ListeningAddress.toHost(value(variables, variable), "127.0.0.1");
    }

    private static int port(Map<String, String> variables, String variable, int otherwise) {
        int port = PortNumber.parse(value(variables, variable));
        return port > 0 ? port : otherwise;
    }

    private static String value(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "").strip();
    }
}
