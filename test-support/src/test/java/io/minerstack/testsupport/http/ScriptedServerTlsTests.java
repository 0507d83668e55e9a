package io.minerstack.testsupport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.testsupport.tls.TestKeyStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedServerTlsTests {

    @TempDir
    private Path folder;

    @Test
    void answersOverTls() throws Exception {
        TestKeyStore store = TestKeyStore.selfSigned(folder, "ip:127.0.0.1");
        try (ScriptedServer server = ScriptedServer.startTls(store.serverContext());
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(trusting(store))
                        .build()) {
            server.answer(Answer.json(200, "secret"));
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.url() + "/a")).build();

            assertThat(server.url()).startsWith("https://127.0.0.1:");
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("secret");
            assertThat(server.take().target()).isEqualTo("/a");
        }
    }

    private static SSLContext trusting(TestKeyStore store) throws IOException, GeneralSecurityException {
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(store.trusting(TestKeyStore.SERVER));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers.getTrustManagers(), null);
        return context;
    }
}
