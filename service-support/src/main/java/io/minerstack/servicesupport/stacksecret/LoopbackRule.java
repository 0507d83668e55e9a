package io.minerstack.servicesupport.stacksecret;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Refuses a service behind the gateway that other machines could reach, where it has no secret to ask for. Runs when
 * the log is set up, so that the reason is one line.
 */
public class LoopbackRule implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        // a command such as `migrate` has no port
        if (context instanceof ReactiveWebServerApplicationContext) {
            check(context.getEnvironment());
        }
    }

    static void check(Environment environment) {
        boolean required = environment.getProperty("service.stack-secret.required", Boolean.class, false);
        String address = environment.getProperty("server.address", "");
        if (required
                && environment.getProperty("service.stack-secret.value", "").isBlank()
                && !isLoopback(address)) {
            throw new InvalidConfigurationException("STACK_SECRET: missing, and without it this service may listen on"
                    + " loopback only, not on BIND_ADDRESS " + printable(address) + " (expected: the secret of the"
                    + " other services of the stack, 32 or more characters, or BIND_ADDRESS=127.0.0.1)");
        }
    }

    /** Without an address a server listens on all of them. */
    private static boolean isLoopback(String address) {
        if (address.isBlank()) {
            return false;
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(address.strip())).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static String printable(String address) {
        String line = address.isBlank() ? "(all addresses)" : address.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }
}
