package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.LlmProxyApplication;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.testsupport.tls.TestKeyStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A model server whose certificate is of a private CA, reached directly and through a proxy. */
@ExtendWith(OutputCaptureExtension.class)
class PrivateNetworkIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path ca;

    @SuppressWarnings("NullAway.Init")
    private static TlsModel model;

    @BeforeAll
    static void start() throws Exception {
        TestKeyStore certificates = TestKeyStore.signedByAuthority(folder, "dns:localhost,dns:model.test");
        ca = certificates.pem(TestKeyStore.AUTHORITY);
        model = new TlsModel(certificates);
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    @Test
    void trustsThePrivateCa() {
        ProxyReply reply = ask("OPENAI_BASE_URL=https://localhost:" + model.port() + "/v1", trust());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.response().body()).contains("Paris.");
    }

    @Test
    void refusesAnUnknownCaAndNamesTheSetting(CapturedOutput output) {
        ProxyReply reply = ask("OPENAI_BASE_URL=https://localhost:" + model.port() + "/v1");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(output.getAll()).contains("LLM_CA_FILE");
    }

    @Test
    void refusesACertificateOfAnotherHost() {
        assertThat(ask("OPENAI_BASE_URL=https://127.0.0.1:" + model.port() + "/v1", trust())
                        .status())
                .isEqualTo(503);
    }

    /** The name exists for the proxy only. */
    @Test
    void asksThroughTheProxy() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(model.port())) {
            ProxyReply reply = ask(
                    "OPENAI_BASE_URL=https://model.test/v1",
                    trust(),
                    "HTTPS_PROXY=http://miner:word@127.0.0.1:" + proxy.port());

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.response().body()).contains("Paris.");
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT model.test:443 ")
                    .containsIgnoringCase("Proxy-Authorization: Basic bWluZXI6d29yZA==");
        }
    }

    @Test
    void asksHostsOfNoProxyDirectly() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(model.port())) {
            ProxyReply reply = ask(
                    "OPENAI_BASE_URL=https://model.test/v1",
                    trust(),
                    "HTTPS_PROXY=http://127.0.0.1:" + proxy.port(),
                    "NO_PROXY=other.test,.test");

            assertThat(reply.status()).as("no such host").isEqualTo(503);
            assertThat(proxy.heads()).isEmpty();
        }
    }

    private static String trust() {
        return "LLM_CA_FILE=" + ca;
    }

    private static ProxyReply ask(String... settings) {
        String[] arguments = Stream.concat(
                        Arrays.stream(settings),
                        Stream.of(
                                "LLM_PROVIDER=openai",
                                "OPENAI_API_KEY=test-only",
                                "server.port=0",
                                "management.server.port=0"))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context =
                        new SpringApplicationBuilder(LlmProxyApplication.class).run(arguments);
                ProxyClient client = new ProxyClient(
                        context.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
            return client.ask(false);
        }
    }
}
