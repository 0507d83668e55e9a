package io.minerstack.servicesupport.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class ReachablePortsWarningTests {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]", "192.0.2.1"})
    void warnsOfAnAddressThatOtherMachinesReach(String address, CapturedOutput output) {
        start(address, false);

        assertThat(output).containsOnlyOnce("BIND_ADDRESS: other machines can reach " + address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"})
    void isSilentOnLoopback(String address, CapturedOutput output) {
        start(address, false);

        assertThat(output).doesNotContain("BIND_ADDRESS");
    }

    @Test
    void isSilentInContainers(CapturedOutput output) {
        start("0.0.0.0", true);

        assertThat(output).doesNotContain("BIND_ADDRESS");
    }

    private static void start(String address, boolean inContainer) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("management.server.address", address)));
        new ReachablePortsWarning(inContainer)
                .onApplicationEvent(
                        new ApplicationStartedEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
    }
}
