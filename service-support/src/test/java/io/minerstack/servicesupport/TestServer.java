package io.minerstack.servicesupport;

import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A running service on a free port. The client names the tenant {@code bob}. */
@SpringBootTest(
        classes = TestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=service-support-test",
            "MAX_REQUEST_SIZE=12MB",
            "management.server.port=0",
            "service.tenantless=/broken,/open/**"
        })
@ExtendWith(OutputCaptureExtension.class)
public abstract class TestServer {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    protected WebTestClient client = WebTestClient.bindToServer().build();

    @BeforeEach
    void connect() {
        client = clientOf(port).mutate().defaultHeader("X-Tenant", "bob").build();
    }

    /** The address of the service. */
    protected String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** Asks without a tenant. */
    protected WebTestClient.ResponseSpec getWithoutTenant(String path) {
        return clientOf(port).get().uri(path).exchange();
    }

    /** Asks without a tenant, with another header. */
    protected WebTestClient.ResponseSpec getWithoutTenant(String path, String header, String value) {
        return clientOf(port).get().uri(path).header(header, value).exchange();
    }

    /** Asks the management port, without a tenant. */
    protected WebTestClient.ResponseSpec getFromManagement(String path) {
        return clientOf(managementPort).get().uri(path).exchange();
    }

    protected WebTestClient.ResponseSpec get(String path) {
        return client.get().uri(path).exchange();
    }

    protected WebTestClient.ResponseSpec post(String path, MediaType type, String body) {
        return client.post().uri(path).contentType(type).bodyValue(body).exchange();
    }

    /** Sends bytes and returns all that comes back. */
    protected String exchange(String bytes) throws IOException {
        return RawHttpClient.exchange(port, bytes);
    }

    private static WebTestClient clientOf(int port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }
}
