package io.minerstack.standalone.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One service of the stack.
 *
 * @param name name of the service and of its module
 * @param application its class with {@code @SpringBootApplication}
 * @param port the port for requests
 * @param ports the ports that the service listens on, by the variable that sets them
 * @param fixed variables that the stack sets for the service; they win over the environment
 * @param data the data folder, whose disk the service's metrics show
 * @param foreign name prefixes of auto-configurations that only other services need
 */
record ServiceSpec(
        String name,
        Class<?> application,
        int port,
        Map<String, Integer> ports,
        Map<String, String> fixed,
        Path data,
        List<String> foreign) {

    ServiceSpec {
        ports = Map.copyOf(ports);
        fixed = Map.copyOf(fixed);
        foreign = List.copyOf(foreign);
    }
}
