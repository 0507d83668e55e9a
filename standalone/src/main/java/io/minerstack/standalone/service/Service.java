package io.minerstack.standalone.service;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One service of the stack.
 *
 * @param folder the module, which is its name too
 * @param ports what it listens on, by the variable that sets it
 * @param managementPort one of them: where its health is asked for
 * @param jvm options of its Java
 * @param fixed variables that the supervisor sets for it
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
