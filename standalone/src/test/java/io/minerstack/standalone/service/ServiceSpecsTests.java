package io.minerstack.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSpecsTests {

    @Test
    void givesEachServiceOnlyTheVariablesThatItReads() {
        Map<String, String> all = Map.of(
                "API_KEY", "gateway's",
                "OPENAI_API_KEY", "proxy's",
                "BRAVE_API_KEY", "agent's",
                "DATABASE_PASSWORD", "memory's",
                "STACK_SECRET", "the stack's",
                "LOG_LEVEL", "DEBUG",
                "DEBUG", "False",
                "WALLET_PASSWORD", "nobody's");

        Map<String, Map<String, String>> variables = variables(all);

        assertThat(variables.get("gateway"))
                .containsEntry("API_KEY", "gateway's")
                .doesNotContainKeys("OPENAI_API_KEY", "BRAVE_API_KEY", "DATABASE_PASSWORD");
        assertThat(variables.get("agent-service"))
                .containsEntry("BRAVE_API_KEY", "agent's")
                .doesNotContainKeys("API_KEY", "OPENAI_API_KEY", "DATABASE_PASSWORD");
        assertThat(variables.get("memory-service"))
                .containsEntry("DATABASE_PASSWORD", "memory's")
                .doesNotContainKeys("API_KEY", "OPENAI_API_KEY", "BRAVE_API_KEY");
        assertThat(variables.get("llm-proxy"))
                .containsEntry("OPENAI_API_KEY", "proxy's")
                .containsEntry("LLM_PROVIDER", "local")
                .doesNotContainKeys("API_KEY", "BRAVE_API_KEY", "DATABASE_PASSWORD");
        assertThat(variables.values()).allSatisfy(own -> assertThat(own)
                .containsEntry("LOG_LEVEL", "DEBUG")
                .containsEntry("STACK_SECRET", "the stack's")
                .doesNotContainKeys("WALLET_PASSWORD", "DEBUG"));
    }

    @Test
    void givesEachServiceTheAddressesOfTheOthers() {
        Map<String, Map<String, String>> variables =
                variables(Map.of("AGENT_SERVICE_PORT", "7002", "LLM_PROXY_PORT", "7004"));

        assertThat(variables.get("gateway")).containsEntry("AGENT_SERVICE_URL", "http://127.0.0.1:7002");
        assertThat(variables.get("agent-service"))
                .containsEntry("LLM_PROXY_URL", "http://127.0.0.1:7004")
                .containsEntry("AGENT_SERVICE_PORT", "7002");
    }

    @Test
    void keepsTheAddressThatTheOperatorSets() {
        assertThat(variables(Map.of("LLM_PROXY_URL", "http://10.0.0.5:8004")).get("agent-service"))
                .containsEntry("LLM_PROXY_URL", "http://10.0.0.5:8004");
    }

    @Test
    void letsEachServiceShowTheDiskOfTheDataFolder() {
        Settings settings = Settings.of(Map.of("MINER_DATA", "/srv/miner/data"));

        assertThat(ServiceSpecs.of(settings)).extracting(ServiceSpec::data).containsOnly(Path.of("/srv/miner/data"));
    }

    @Test
    void showsAServiceNothingButItsOwnVariables() {
        ServiceEnvironment environment = ServiceEnvironment.of(Map.of("PORT", "7001"), Map.of("a.property", "set"));

        assertThat(environment.getProperty("PORT")).isEqualTo("7001");
        assertThat(environment.getProperty("a.property")).isEqualTo("set");
        assertThat(environment.getProperty("PATH")).isNull();
        assertThat(environment.getProperty("user.home")).isNull();
        assertThat(environment.getSystemEnvironment()).containsOnlyKeys("PORT");
    }

    @Test
    void namesTheVariableOfAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(
                            () -> StackServices.checkPort("memory-service", "MEMORY_SERVICE_PORT", "127.0.0.1", port))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("Port " + port
                            + " for memory-service is in use. Stop the program that uses it,"
                            + " or set MEMORY_SERVICE_PORT to another port");
        }
    }

    /** eclipse-cdt-cloud/theia-trace-extension#250: a wrong address is no port in use. */
    @ParameterizedTest
    @CsvSource({"PORT, HOST, no-such-host.invalid", "PORT, HOST, 192.0.2.7", "LLM_PROXY_PORT, BIND_ADDRESS, 192.0.2.7"})
    void namesAnAddressThatIsNotOfThisMachine(String port, String variable, String address) {
        assertThatThrownBy(() -> StackServices.checkPort("gateway", port, address, 8001))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("can't listen on " + address)
                .hasMessageContaining("(" + variable + ", ");
    }

    private static Map<String, Map<String, String>> variables(Map<String, String> environment) {
        Path folder = Path.of("/srv/miner");
        Map<String, Map<String, String>> all = new HashMap<>();
        ServiceSpecs.of(new Settings(folder, folder, folder, environment))
                .forEach(spec -> all.put(spec.name(), ServiceVariables.of(spec, environment)));
        return all;
    }
}
