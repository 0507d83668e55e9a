package io.minerstack.standalone.service;

import io.minerstack.agent.AgentServiceApplication;
import io.minerstack.gateway.GatewayApplication;
import io.minerstack.llmproxy.LlmProxyApplication;
import io.minerstack.memory.MemoryServiceApplication;
import io.minerstack.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The services of the stack, in the order in which a request passes them. */
final class ServiceSpecs {

    private static final List<String> GATEWAY =
            List.of("org.springframework.boot.restclient.", "org.springframework.cloud.");
    private static final List<String> LLM_PROXY = List.of("io.github.resilience4j.");
    private static final List<String> MEMORY_SERVICE = List.of(
            "org.springframework.boot.data.",
            "org.springframework.boot.persistence.",
            "org.springframework.boot.r2dbc.",
            "org.springframework.boot.sql.",
            "org.springframework.boot.transaction.");

    private ServiceSpecs() {}

    /** The services with the ports and addresses of these settings. */
    static List<ServiceSpec> of(Settings settings) {
        int agent = settings.port("AGENT_SERVICE_PORT", 8002);
        int memory = settings.port("MEMORY_SERVICE_PORT", 8003);
        int proxy = settings.port("LLM_PROXY_PORT", 8004);
        int local = settings.port("LOCAL_LLM_PORT", 8005);
        return List.of(
                spec(
                        settings,
                        "gateway",
                        GatewayApplication.class,
                        "PORT",
                        settings.port("PORT", 8001),
                        9001,
                        Map.of("AGENT_SERVICE_URL", loopback(agent)),
                        foreign(LLM_PROXY, MEMORY_SERVICE)),
                spec(
                        settings,
                        "agent-service",
                        AgentServiceApplication.class,
                        "AGENT_SERVICE_PORT",
                        agent,
                        9002,
                        Map.of("MEMORY_SERVICE_URL", loopback(memory), "LLM_PROXY_URL", loopback(proxy)),
                        foreign(GATEWAY, LLM_PROXY, MEMORY_SERVICE)),
                spec(
                        settings,
                        "memory-service",
                        MemoryServiceApplication.class,
                        "MEMORY_SERVICE_PORT",
                        memory,
                        9003,
                        Map.of(),
                        foreign(GATEWAY, LLM_PROXY)),
                spec(
                        settings,
                        "llm-proxy",
                        LlmProxyApplication.class,
                        "LLM_PROXY_PORT",
                        proxy,
                        9004,
                        Map.of("LOCAL_LLM_URL", loopback(local)),
                        foreign(GATEWAY, MEMORY_SERVICE)));
    }

    private static ServiceSpec spec(
            Settings settings,
            String name,
            Class<?> application,
            String portVariable,
            int port,
            int managementPort,
            Map<String, String> defaults,
            List<String> foreign) {
        String managementVariable = name.toUpperCase(Locale.ROOT).replace('-', '_') + "_MANAGEMENT_PORT";
        Map<String, Integer> ports = new TreeMap<>(Map.of(portVariable, port));
        ports.put(managementVariable, settings.port(managementVariable, managementPort));
        Map<String, String> fixed = new TreeMap<>();
        ports.forEach((variable, number) -> fixed.put(variable, Integer.toString(number)));
        Map<String, String> missing = new TreeMap<>(defaults);
        missing.put("LLM_PROVIDER", "local");
        // a model server that died is started again, which takes seconds
        missing.put("LLM_OUTAGE_WAIT", "30");
        // the whole stack must stop within five seconds
        missing.put("SHUTDOWN_TIMEOUT", "3s");
        // beside the lines of ./miner key
        String keysFile = settings.get("KEYS_FILE");
        if (keysFile != null) {
            missing.put(
                    "AUDIT_FILE",
                    Path.of(keysFile)
                            .toAbsolutePath()
                            .resolveSibling("audit.jsonl")
                            .toString());
        }
        // a variable that the operator sets wins
        missing.forEach((variable, value) -> fixed.put(variable, settings.get(variable, value)));
        return new ServiceSpec(name, application, port, ports, fixed, settings.data(), foreign);
    }

    @SafeVarargs
    private static List<String> foreign(List<String>... others) {
        List<String> all = new ArrayList<>();
        for (List<String> prefixes : others) {
            all.addAll(prefixes);
        }
        return all;
    }

    private static String loopback(int port) {
        return "http://127.0.0.1:" + port;
    }
}
