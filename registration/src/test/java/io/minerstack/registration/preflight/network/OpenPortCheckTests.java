package io.minerstack.registration.preflight.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.preflight.network.LocalAddresses.Own;
import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenPortCheckTests {

    private static final OpenPortCheck PROBE = new OpenPortCheck(StackPorts.of(Map.of()));

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, false, FAIL",
        "2606:4700::1111, false, FAIL",
        "10.1.2.3, false, WARN",
        "127.0.0.1, true, WARN",
        "8.8.8.8, true, WARN",
    })
    void weighsAnOpenPortByWhoCanReachIt(String address, boolean own, CheckOutcome outcome) throws Exception {
        CheckResult check = PROBE.judge(InetAddress.getByName(address), own, Map.of(8001, "gateway without TLS"));
        assertThat(check.outcome()).isEqualTo(outcome);
        assertThat(check.seen())
                .contains("8001 (gateway without TLS?) on ")
                .contains(InetAddress.getByName(address).getHostAddress());
        assertThat(String.valueOf(check.mend()).contains("ask from elsewhere")).isEqualTo(own);
        assertThat(PROBE.judge(InetAddress.getByName(address), own, Map.of()).outcome())
                .isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void saysWhichOfThisMachinesAddressesWereTried() throws Exception {
        Map<InetAddress, Map<Integer, String>> tried = new LinkedHashMap<>();
        tried.put(InetAddress.getByName("192.0.2.2"), Map.of());
        tried.put(InetAddress.getByName("172.17.0.1"), Map.of());
        assertThat(PROBE.judgeOwn(tried).seen()).isEqualTo("none of 15 on 192.0.2.2, 172.17.0.1");
        tried.put(InetAddress.getByName("192.0.2.2"), Map.of(8002, "agent-service"));
        CheckResult check = PROBE.judgeOwn(tried);
        assertThat(check.seen()).isEqualTo("8002 (agent-service?) on 192.0.2.2 (tried: 192.0.2.2, 172.17.0.1)");
        assertThat(check.outcome()).isEqualTo(CheckOutcome.WARN);
    }

    @Test
    void prefersTheAddressWithTheDefaultRouteAndTakesDockersLast() throws Exception {
        List<Own> all = List.of(
                own("docker0", "172.17.0.1"),
                own("br-0123456789ab", "172.18.0.1"),
                own("veth1234", "fe80::1"),
                own("eth1", "10.0.0.5"),
                own("lo", "127.0.0.1"),
                own("eth0", "192.0.2.2"),
                own("eth0", "fe80::2"),
                own("eth0", "2001:db8::2"));
        InetAddress routed = InetAddress.getByName("192.0.2.2");
        assertThat(LocalAddresses.choose(all, List.of(routed)))
                .containsExactly(
                        routed,
                        InetAddress.getByName("10.0.0.5"),
                        InetAddress.getByName("2001:db8::2"),
                        InetAddress.getByName("172.17.0.1"));
        assertThat(LocalAddresses.choose(List.of(own("docker0", "172.17.0.1")), List.of()))
                .containsExactly(InetAddress.getByName("172.17.0.1"));
    }

    @Test
    void namesNoAddressOfALoopbackOrOfADeviceThatIsDown() throws Exception {
        for (InetAddress address : LocalAddresses.find()) {
            NetworkInterface device = NetworkInterface.getByInetAddress(address);
            assertThat(device.isUp()).as(device.toString()).isTrue();
            assertThat(device.isLoopback()).isFalse();
            assertThat(device.isPointToPoint()).isFalse();
        }
    }

    private static Own own(String device, String address) throws UnknownHostException {
        return new Own(device, InetAddress.getByName(address));
    }

    @Test
    void namesTheSettingsOfBothWaysToRunTheStack() throws Exception {
        CheckResult check = PROBE.judge(InetAddress.getByName("8.8.8.8"), false, Map.of(8001, "gateway without TLS"));
        assertThat(check.mend()).contains("BIND_ADDRESS", "HOST", "PUBLISH_ADDRESS under docker compose");
    }
}
