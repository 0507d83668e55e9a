package io.minerstack.registration.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.secret.WipeableSecret;
import java.net.InetAddress;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainHttpCheckTests {

    @Test
    void checksTheGatewaysOwnPort() {
        Target target = new Target(
                new ApiUrl("https://localhost"),
                WipeableSecret.of(""),
                List.of(InetAddress.getLoopbackAddress()),
                Duration.ofSeconds(1),
                CertificateTrust.ofSystem());
        assertThat(PlainHttpCheck.run(target, 37001).stream().map(CheckResult::title))
                .anyMatch(title -> title.contains("port 37001"));
    }

    @ParameterizedTest
    @CsvSource({
        "200, '', WARN",
        "301, https://a.example/health, PASS",
        "302, http://b.example/health, WARN",
        "404, '', PASS",
        "502, '', PASS",
    })
    void warnsIfTheMinerAnswersInClearText(int status, String location, CheckOutcome outcome) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Location", List.of(location)), (name, value) -> true);
        MinerResponse response = new MinerResponse(status, headers, "{}", Duration.ZERO);
        assertThat(PlainHttpCheck.judge(response, "http.plain", "title", "fix").outcome())
                .isEqualTo(outcome);
    }
}
