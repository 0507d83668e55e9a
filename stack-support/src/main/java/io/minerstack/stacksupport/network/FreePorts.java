package io.minerstack.stacksupport.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Free ports, for a stack beside others: the variables of all its ports, except PostgreSQL's, which finds its own.
 */
public final class FreePorts {

    private static final List<String> VARIABLES = List.of(
            "PORT",
            "AGENT_SERVICE_PORT",
            "MEMORY_SERVICE_PORT",
            "LLM_PROXY_PORT",
            "LOCAL_LLM_PORT",
            "GATEWAY_MANAGEMENT_PORT",
            "AGENT_SERVICE_MANAGEMENT_PORT",
            "MEMORY_SERVICE_MANAGEMENT_PORT",
            "LLM_PROXY_MANAGEMENT_PORT",
            "LOCAL_LLM_MANAGEMENT_PORT");

    private FreePorts() {}

    /** A port of 127.0.0.1 that is free now. */
    public static int one() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ports of 127.0.0.1 that are free now. */
    public static Map<String, String> forStack() throws IOException {
        Map<String, String> ports = new HashMap<>();
        // all sockets stay open until the last port is chosen, so that no port is chosen twice
        List<ServerSocket> held = new ArrayList<>();
        for (String variable : VARIABLES) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            ports.put(variable, Integer.toString(socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }
}
