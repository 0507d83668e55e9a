package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortProbeTests {

    private static final PortProbe PROBE = new PortProbe(StackPorts.of(Map.of()));

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, false, FAIL",
        "2606:4700::1111, false, FAIL",
        "10.1.2.3, false, WARN",
        "127.0.0.1, true, WARN",
        "8.8.8.8, true, WARN",
    })
    void weighsAnOpenPortByWhoCanReachIt(String address, boolean own, Outcome outcome) throws Exception {
        Check check = PROBE.judge(InetAddress.getByName(address), own, Map.of(8001, "gateway without TLS"));
        assertThat(check.outcome()).isEqualTo(outcome);
        assertThat(check.seen())
                .contains("8001 (gateway without TLS?) on ")
                .contains(InetAddress.getByName(address).getHostAddress());
        assertThat(String.valueOf(check.mend()).contains("ask from elsewhere")).isEqualTo(own);
        assertThat(PROBE.judge(InetAddress.getByName(address), own, Map.of()).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void namesTheSettingsOfBothWaysToRunTheStack() throws Exception {
        Check check = PROBE.judge(InetAddress.getByName("8.8.8.8"), false, Map.of(8001, "gateway without TLS"));
        assertThat(check.mend()).contains("BIND_ADDRESS", "HOST", "PUBLISH_ADDRESS under docker compose");
    }
}
