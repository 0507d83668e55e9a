package io.minerstack.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTests {

    private static final String DEFAULTS = "a: ${BIND_ADDRESS:127.0.0.1}\nb: ${LOG_LEVEL:INFO}\n";

    @TempDir
    Path home;

    @BeforeEach
    void jars() throws IOException {
        jar("gateway", "a: ${API_KEY:}\nb: ${PORT:8001}\nc: ${AGENT_SERVICE_URL:x}\n");
        jar("agent-service", "a: ${AGENT_SERVICE_PORT:8002}\nb: ${LLM_PROXY_URL:x}\n");
        jar("memory-service", "a: ${DATABASE_URL:}\nb: ${MEMORY_SERVICE_PORT:8003}\n");
        jar("llm-proxy", "a: ${OPENAI_API_KEY:}\nb: ${LLM_PROVIDER}\nc: ${LOCAL_LLM_URL:x}\n");
        jar("local-llm", "a: ${LOCAL_MODEL_PATH:}\nb: ${LOCAL_LLM_PORT:8005}\n");
    }

    @Test
    void givesEachServiceOnlyTheVariablesThatItReads() {
        Settings settings = settings(Map.of(
                "API_KEY", "gateway's",
                "OPENAI_API_KEY", "proxy's",
                "LOCAL_MODEL_PATH", "/model",
                "LOG_LEVEL", "DEBUG",
                "WALLET_PASSWORD", "nobody's",
                "PATH", "/bin"));
        Services services = Services.of(settings, "postgresql://memory's");
        List<Service> catalog = Catalog.of(settings, "postgresql://memory's");

        Map<String, Map<String, String>> environments = new HashMap<>();
        catalog.forEach(service -> environments.put(service.folder(), services.environment(service)));

        assertThat(environments.get("gateway"))
                .containsEntry("API_KEY", "gateway's")
                .doesNotContainKeys("OPENAI_API_KEY", "DATABASE_URL");
        assertThat(environments.get("llm-proxy"))
                .containsEntry("OPENAI_API_KEY", "proxy's")
                .containsEntry("LLM_PROVIDER", "local")
                .doesNotContainKeys("API_KEY", "DATABASE_URL");
        assertThat(environments.get("memory-service"))
                .containsEntry("DATABASE_URL", "postgresql://memory's")
                .doesNotContainKeys("API_KEY", "OPENAI_API_KEY");
        assertThat(environments.get("local-llm")).containsEntry("LOCAL_MODEL_PATH", "/model");
        assertThat(environments.values()).allSatisfy(environment -> assertThat(environment)
                .containsEntry("LOG_LEVEL", "DEBUG")
                .containsEntry("PATH", "/bin")
                .doesNotContainKey("WALLET_PASSWORD"));
    }

    @Test
    void givesEachServiceTheAddressesOfTheOthers() {
        Settings settings = settings(Map.of("AGENT_SERVICE_PORT", "7002", "LLM_PROXY_PORT", "7004"));
        Services services = Services.of(settings, null);
        List<Service> catalog = Catalog.of(settings, null);

        assertThat(services.environment(catalog.get(0))).containsEntry("AGENT_SERVICE_URL", "http://127.0.0.1:7002");
        assertThat(services.environment(catalog.get(1)))
                .containsEntry("LLM_PROXY_URL", "http://127.0.0.1:7004")
                .containsEntry("AGENT_SERVICE_PORT", "7002");
    }

    @Test
    void keepsTheDatabaseOfTheEnvironment() {
        Settings settings = settings(Map.of("DATABASE_URL", "postgresql://elsewhere"));

        assertThat(Services.of(settings, null)
                        .environment(Catalog.of(settings, null).get(2)))
                .containsEntry("DATABASE_URL", "postgresql://elsewhere");
    }

    @Test
    void startsTheLocalModelOnlyIfAProviderUsesIt() {
        assertThat(Catalog.of(settings(Map.of("LLM_PROVIDER", "vllm,openai")), null))
                .extracting(Service::folder)
                .containsExactly("gateway", "agent-service", "memory-service", "llm-proxy");
    }

    /** eclipse-cdt-cloud/theia-trace-extension#250: a wrong address is no port in use. */
    @ParameterizedTest
    @CsvSource({"HOST, no-such-host.invalid", "HOST, 192.0.2.7", "BIND_ADDRESS, 192.0.2.7"})
    void namesAnAddressThatIsNotOfThisMachine(String variable, String address) {
        assertThatThrownBy(() ->
                        Services.of(settings(Map.of(variable, address)), null).check())
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("can't listen on " + address)
                .hasMessageContaining("(" + variable + ", ");
    }

    @Test
    void namesTheVariableOfAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Services.of(settings(Map.of("MEMORY_SERVICE_PORT", Integer.toString(port))), null)
                            .check())
                    .isInstanceOf(StartupException.class)
                    .hasMessage("Port " + port
                            + " for memory-service is in use. Stop the program that uses it,"
                            + " or set MEMORY_SERVICE_PORT to another port");
        }
    }

    @Test
    void explainsHowToBuildAMissingJar() throws IOException {
        Files.delete(home.resolve("llm-proxy/target/llm-proxy.jar"));

        assertThatThrownBy(() -> Services.of(settings(Map.of()), null).check())
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("llm-proxy.jar is missing. Build it first");
    }

    /** Settings with free ports, except for the ports in {@code environment}. */
    private Settings settings(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>();
        List.of(
                        "PORT",
                        "AGENT_SERVICE_PORT",
                        "MEMORY_SERVICE_PORT",
                        "LLM_PROXY_PORT",
                        "LOCAL_LLM_PORT",
                        "GATEWAY_MANAGEMENT_PORT",
                        "AGENT_SERVICE_MANAGEMENT_PORT",
                        "MEMORY_SERVICE_MANAGEMENT_PORT",
                        "LLM_PROXY_MANAGEMENT_PORT",
                        "LOCAL_LLM_MANAGEMENT_PORT")
                .forEach(variable -> all.put(variable, Integer.toString(freePort())));
        all.putAll(environment);
        return new Settings(home, home.resolve("data"), all);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    private void jar(String folder, String yaml) throws IOException {
        Path file = home.resolve(folder).resolve("target").resolve(folder + ".jar");
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            zip(
                    out,
                    Map.of(
                            "BOOT-INF/classes/application.yml",
                            yaml.getBytes(StandardCharsets.UTF_8),
                            "BOOT-INF/lib/service-support-0.2.0-SNAPSHOT.jar",
                            serviceSupport()));
        }
    }

    private static byte[] serviceSupport() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        zip(out, Map.of("service-defaults.yml", DEFAULTS.getBytes(StandardCharsets.UTF_8)));
        return out.toByteArray();
    }

    private static void zip(OutputStream out, Map<String, byte[]> entries) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
    }
}
