package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.discovery.PinnedAddress;
import io.minerstack.testsupport.tls.TestKeyStore;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.http.client.HttpClient;

/** TLS with one of several servers that share a name: the certificate is of the name, which no name server knows. */
class PinnedAddressIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path ca;

    @SuppressWarnings("NullAway.Init")
    private static TlsModel model;

    @BeforeAll
    static void start() throws Exception {
        TestKeyStore certificates = TestKeyStore.signedByAuthority(folder, "dns:model.test");
        ca = certificates.pem(TestKeyStore.AUTHORITY);
        model = new TlsModel(certificates);
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    @Test
    void theCertificateIsCheckedAgainstTheName() {
        assertThat(answer("model.test")).contains("Paris.");
        assertThatThrownBy(() -> answer("other.test")).hasCauseInstanceOf(SSLHandshakeException.class);
    }

    private static String answer(String host) {
        HttpClient client = TrustedCertificates.read(ca.toString())
                .apply(HttpClient.create())
                .resolver(new PinnedAddress(InetAddress.getLoopbackAddress()));
        return String.valueOf(client.post()
                .uri("https://" + host + ":" + model.port() + "/v1/chat/completions")
                .responseSingle((response, body) -> body.asString())
                .block(Duration.ofSeconds(10)));
    }
}
