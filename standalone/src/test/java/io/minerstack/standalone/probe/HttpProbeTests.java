package io.minerstack.standalone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.stacksupport.network.FreePorts;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;
import java.net.URI;
import org.junit.jupiter.api.Test;

class HttpProbeTests {

    @Test
    void hasTheBodyOfAResponseWithStatus200AndOfNoOther() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.answer(Answer.json(200, "{\"status\":\"healthy\"}"));
            assertThat(HttpProbe.get(URI.create(server.url() + "/health"))).isEqualTo("{\"status\":\"healthy\"}");

            server.answer(Answer.json(503, "{\"status\":\"unhealthy\"}"));
            assertThat(HttpProbe.get(URI.create(server.url() + "/health"))).isNull();
        }
    }

    @Test
    void hasNothingWhileNobodyListens() throws Exception {
        assertThat(HttpProbe.get(URI.create("http://127.0.0.1:" + FreePorts.one() + "/health")))
                .isNull();
    }
}
