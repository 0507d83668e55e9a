package io.minerstack.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.ConfigurableEnvironment;

class ChildContextFactoryTests {

    @Test
    void givesAManagementPortTheVariablesOfItsServiceAndNoOthers() {
        ServiceEnvironment service = ServiceEnvironment.of(Map.of("GATEWAY_MANAGEMENT_PORT", "19001"), Map.of());
        ConfigurableEnvironment child = Objects.requireNonNull(
                ApplicationContextFactory.DEFAULT.createEnvironment(WebApplicationType.REACTIVE));

        child.merge(service);

        assertThat(child.resolvePlaceholders("${GATEWAY_MANAGEMENT_PORT:9001}")).isEqualTo("19001");
        assertThat(System.getenv()).containsKey("PATH");
        assertThat(child.getProperty("PATH")).isNull();
    }
}
