package io.minerstack.servicesupport.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Warns at the start where {@code BIND_ADDRESS} can be reached from other machines: the public port asks for a key and
 * the services behind it for the stack's secret, the management ports for nothing. Silent in containers, where the
 * networks between them decide who reaches a port.
 */
class ReachablePortsWarning implements ApplicationListener<ApplicationStartedEvent> {

    private static final Logger log = LoggerFactory.getLogger(ReachablePortsWarning.class);

    private final boolean inContainer;

    ReachablePortsWarning(boolean inContainer) {
        this.inContainer = inContainer;
    }

    /** Docker and Podman leave a file, Kubernetes sets a variable. */
    static boolean isInContainer(Environment environment) {
        return Files.exists(Path.of("/.dockerenv"))
                || Files.exists(Path.of("/run/.containerenv"))
                || environment.containsProperty("KUBERNETES_SERVICE_HOST");
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        String address =
                event.getApplicationContext().getEnvironment().getProperty("management.server.address", "127.0.0.1");
        if (!inContainer && !isLoopback(address)) {
            log.warn(
                    "BIND_ADDRESS: other machines can reach {}, and the ports of health and metrics there ask for no"
                            + " key; 127.0.0.1 is safe",
                    address);
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            // no server could have been started with this address
            return true;
        }
    }
}
