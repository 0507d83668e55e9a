package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.secret.Secret;
import java.net.InetAddress;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainProbeTests {

    @Test
    void asksAtThePortThatTheGatewayWasGiven() throws Exception {
        Target target = new Target(
                new ApiUrl("https://localhost"),
                Secret.of(""),
                List.of(InetAddress.getLoopbackAddress()),
                Duration.ofSeconds(1),
                Trust.ofSystem());
        assertThat(PlainProbe.run(target, 37001).stream().map(Check::title))
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
    void warnsWhereTheMinerAnswersInClearText(int status, String location, Outcome outcome) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Location", List.of(location)), (name, value) -> true);
        Reply reply = new Reply(status, headers, "{}", Duration.ZERO);
        assertThat(PlainProbe.judge(reply, "http.plain", "title", "mend").outcome())
                .isEqualTo(outcome);
    }
}
