package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.credentials.ApiUrl;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortProbeTests {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, false, FAIL",
        "2606:4700::1111, false, FAIL",
        "10.1.2.3, false, WARN",
        "127.0.0.1, true, WARN",
        "8.8.8.8, true, WARN",
    })
    void weighsAnOpenPortByWhoCanReachIt(String address, boolean own, Outcome outcome) throws Exception {
        Check check = PortProbe.judge(InetAddress.getByName(address), own, Map.of(8001, "gateway without TLS"));
        assertThat(check.outcome()).isEqualTo(outcome);
        assertThat(check.seen())
                .contains("8001 (gateway without TLS?) on ")
                .contains(InetAddress.getByName(address).getHostAddress());
        assertThat(String.valueOf(check.mend()).contains("ask from elsewhere")).isEqualTo(own);
        assertThat(PortProbe.judge(InetAddress.getByName(address), own, Map.of())
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void looksForTheGatewayBesideItsProxy() {
        assertThat(PortProbe.INSIDE).containsKeys(8001, 8002, 9001, 5432);
        assertThat(PortProbe.inside(Map.of("MEMORY_SERVICE_PORT", "37003", "LLM_PROXY_PORT", "x")))
                .containsKeys(5432, 37003)
                .hasSize(PortProbe.INSIDE.size() + 1);
        assertThat(PortProbe.expected(new ApiUrl("https://a.example"))).containsExactly(443);
        assertThat(PortProbe.expected(new ApiUrl("https://a.example:8001"))).containsExactly(8001);
        assertThat(PortProbe.expected(new ApiUrl("http://a.example"))).containsExactlyInAnyOrder(80, 8001);
    }
}
