package io.minerstack.standalone.service;

import io.minerstack.standalone.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The services of the stack, in the order in which a request passes them. */
final class Catalog {

    private Catalog() {}

    /**
     * The services that the settings ask for.
     *
     * @param databaseUrl URL of the embedded PostgreSQL; null if {@code DATABASE_URL} is set
     */
    static List<Service> of(Settings settings, @Nullable String databaseUrl) {
        int agent = settings.port("AGENT_SERVICE_PORT", 8002);
        int memory = settings.port("MEMORY_SERVICE_PORT", 8003);
        int proxy = settings.port("LLM_PROXY_PORT", 8004);
        int local = settings.port("LOCAL_LLM_PORT", 8005);
        List<Service> services = new ArrayList<>();
        services.add(
                service(settings, "gateway", "PORT", 8001, 9001, 192, Map.of("AGENT_SERVICE_URL", loopback(agent))));
        services.add(service(
                settings,
                "agent-service",
                "AGENT_SERVICE_PORT",
                8002,
                9002,
                192,
                Map.of("MEMORY_SERVICE_URL", loopback(memory), "LLM_PROXY_URL", loopback(proxy))));
        services.add(service(
                settings,
                "memory-service",
                "MEMORY_SERVICE_PORT",
                8003,
                9003,
                192,
                databaseUrl == null ? Map.of() : Map.of("DATABASE_URL", databaseUrl)));
        services.add(service(
                settings, "llm-proxy", "LLM_PROXY_PORT", 8004, 9004, 192, Map.of("LOCAL_LLM_URL", loopback(local))));
        if (settings.usesLocalModel()) {
            services.add(service(settings, "local-llm", "LOCAL_LLM_PORT", 8005, 9005, 128, Map.of()));
        }
        return services;
    }

    private static Service service(
            Settings settings,
            String folder,
            String portVariable,
            int port,
            int managementPort,
            int heapMegabytes,
            Map<String, String> addresses) {
        String managementVariable = managementVariable(folder);
        int management = settings.port(managementVariable, managementPort);
        int own = settings.port(portVariable, port);
        Map<String, String> fixed = new TreeMap<>();
        // a variable that the operator sets wins over an address derived from the ports; DATABASE_URL is the exception
        addresses.forEach(
                (name, value) -> fixed.put(name, name.equals("DATABASE_URL") ? value : settings.get(name, value)));
        fixed.put(portVariable, Integer.toString(own));
        fixed.put(managementVariable, Integer.toString(management));
        fixed.put("LLM_PROVIDER", settings.get("LLM_PROVIDER", "local"));
        fixed.put("LOG_FORMAT", settings.get("LOG_FORMAT", "text"));
        // the supervisor restarts a model server that died, which takes seconds
        fixed.put("LLM_OUTAGE_WAIT", settings.get("LLM_OUTAGE_WAIT", "30"));
        // the whole stack must stop within ten seconds
        fixed.put("SHUTDOWN_TIMEOUT", settings.get("SHUTDOWN_TIMEOUT", "3s"));
        return new Service(
                folder,
                Map.of(portVariable, own, managementVariable, management),
                management,
                List.of(
                        "-Xmx" + heapMegabytes + "m",
                        "-XX:+UseSerialGC",
                        // Reactor's default is at least four threads per service, and all services share the processors
                        "-Dreactor.netty.ioWorkerCount="
                                + Math.max(2, Runtime.getRuntime().availableProcessors()),
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"),
                fixed);
    }

    private static String managementVariable(String folder) {
        return folder.toUpperCase(Locale.ROOT).replace('-', '_') + "_MANAGEMENT_PORT";
    }

    private static String loopback(int port) {
        return "http://127.0.0.1:" + port;
    }
}
