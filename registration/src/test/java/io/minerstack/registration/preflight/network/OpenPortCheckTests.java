package io.minerstack.registration.preflight.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenPortCheckTests {

    private static final OpenPortCheck CHECK = new OpenPortCheck(StackPorts.of(Map.of()));

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, false, FAIL",
        "2606:4700::1111, false, FAIL",
        "10.1.2.3, false, WARN",
        "127.0.0.1, true, WARN",
        "8.8.8.8, true, WARN",
    })
    void failsOnlyForAnOpenPortOfAPublicAddressOfAnotherMachine(String ip, boolean local, CheckOutcome outcome)
            throws Exception {
        InetAddress address = InetAddress.getByName(ip);
        CheckResult result = CHECK.judge(address, local, Map.of(8001, "gateway without TLS"));
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.seen()).contains("8001 (gateway without TLS?) on ").contains(address.getHostAddress());
        assertThat(String.valueOf(result.fix()).contains("run preflight from elsewhere"))
                .isEqualTo(local);
        assertThat(CHECK.judge(address, local, Map.of()).outcome()).isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void namesTheAddressesOfThisMachineThatWereTried() throws Exception {
        Map<InetAddress, Map<Integer, String>> open = new LinkedHashMap<>();
        open.put(InetAddress.getByName("192.0.2.2"), Map.of());
        open.put(InetAddress.getByName("172.17.0.1"), Map.of());
        assertThat(CHECK.judgeLocal(open).seen()).isEqualTo("none of 15 on 192.0.2.2, 172.17.0.1");
        open.put(InetAddress.getByName("192.0.2.2"), Map.of(8002, "agent-service"));
        CheckResult result = CHECK.judgeLocal(open);
        assertThat(result.seen()).isEqualTo("8002 (agent-service?) on 192.0.2.2 (tried: 192.0.2.2, 172.17.0.1)");
        assertThat(result.outcome()).isEqualTo(CheckOutcome.WARN);
    }

    @Test
    void namesTheSettingsOfBothWaysToRunTheStack() throws Exception {
        CheckResult result = CHECK.judge(InetAddress.getByName("8.8.8.8"), false, Map.of(8001, "gateway without TLS"));
        assertThat(result.fix()).contains("BIND_ADDRESS", "HOST", "PUBLISH_ADDRESS under docker compose");
    }

    @Test
    void findsThePortsThatAcceptConnections() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket open = new ServerSocket(0, 1, loopback);
                ServerSocket gateway = new ServerSocket(0, 1, loopback)) {
            int closed;
            try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
                closed = socket.getLocalPort();
            }
            Map<Integer, String> ports =
                    Map.of(open.getLocalPort(), "open", gateway.getLocalPort(), "gateway", closed, "closed");
            OpenPortCheck check = new OpenPortCheck(new StackPorts(gateway.getLocalPort(), ports));
            assertThat(check.openPorts(loopback, Set.of(gateway.getLocalPort())))
                    .containsExactly(Map.entry(open.getLocalPort(), "open"));
        }
    }
}
