package io.minerstack.servicesupport.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

class PortVariablesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "0",
                "00",
                "65536",
                "70000",
                "8001.5",
                "http",
                "8001/tcp",
                "tcp://10.0.0.1:8001",
                "99999999999"
            })
    void refusesWhatIsNoPortWithTheNameOfTheVariable(String value) {
        assertThatThrownBy(() -> check(Map.of("PORT", value), "${PORT:8001}"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("PORT: " + value + " (expected: a port from 1 to 65535)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "8001", " 8001 ", "65535"})
    void acceptsPorts(String value) {
        assertThatCode(() -> check(Map.of("PORT", value), "${PORT:8001}")).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of(), "${PORT:8001}")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void looksOnlyAtVariables(String value) {
        assertThatCode(() -> check(Map.of("PORT", "nonsense"), value)).doesNotThrowAnyException();
    }

    @Test
    void isAskedByEveryService() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class))
                .hasAtLeastOneElementOfType(PortVariables.class);
    }

    private static void check(Map<String, Object> variables, String port) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("environment", variables));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("application.yml", Map.of("management.server.port", port)));
        PortVariables.check(environment);
    }
}
