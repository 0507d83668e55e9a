package io.minerstack.standalone.service;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One service of the stack.
 *
 * @param folder folder of the module; also the name of the service
 * @param ports the ports that the service listens on, by the variable that sets them
 * @param managementPort the one of these ports that serves the readiness probe
 * @param jvm JVM options
 * @param fixed variables that the supervisor sets for the service
 */
record Service(
        String folder, Map<String, Integer> ports, int managementPort, List<String> jvm, Map<String, String> fixed) {

    Service {
        ports = Map.copyOf(ports);
        jvm = List.copyOf(jvm);
        fixed = Map.copyOf(fixed);
    }

    URI readiness() {
        return URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
    }
}
