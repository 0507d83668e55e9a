package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.FakeMiner.Fault;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.stacksupport.network.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All checks over real sockets, against a miner on the loopback that keeps the contract or has one fault. */
@Timeout(60)
class PreflightRunnerIT {

    @Test
    void passesAMinerThatKeepsTheContract() {
        try (FakeMiner miner = FakeMiner.http()) {
            Map<String, CheckResult> results = PreflightRun.of(miner.url());
            // other programs on this machine may listen on the stack's ports
            results.remove("exposure.ports");
            assertThat(PreflightRun.outcomes(results))
                    .containsEntry("url", CheckOutcome.WARN)
                    .containsEntry("dns", CheckOutcome.WARN)
                    .containsEntry("complete", CheckOutcome.PASS)
                    .containsEntry("forget", CheckOutcome.PASS)
                    .containsEntry("body.chunked", CheckOutcome.PASS);
            results.remove("url");
            results.remove("dns");
            assertThat(results.values())
                    .allSatisfy(result ->
                            assertThat(result.outcome()).as(result.toString()).isEqualTo(CheckOutcome.PASS));
            assertThat(miner.requests()).contains("GET /health", "GET /capabilities");
        }
    }

    @Test
    void saysWhenARegistryNeedsPublicCapabilities() {
        try (FakeMiner miner = FakeMiner.http()) {
            CheckResult withoutKey = PreflightRun.result(miner.url(), "key.missing");
            assertThat(withoutKey.outcome()).isEqualTo(CheckOutcome.PASS);
            assertThat(withoutKey.seen())
                    .isEqualTo("401; a registry that reads it without a key needs PUBLIC_CAPABILITIES=on");
        }
    }

    @Test
    void acceptsPublicCapabilitiesAndChecksTheKeyElsewhere() {
        try (FakeMiner miner = FakeMiner.http(Fault.PUBLIC_CAPABILITIES)) {
            Map<String, CheckResult> results = PreflightRun.of(miner.url());
            assertThat(PreflightRun.result(results, "capabilities.public").seen())
                    .isEqualTo("200: PUBLIC_CAPABILITIES is on");
            assertThat(PreflightRun.result(results, "key.missing"))
                    .extracting(CheckResult::title, CheckResult::outcome)
                    .containsExactly("/conversations without a key: 401", CheckOutcome.PASS);
            assertThat(PreflightRun.result(results, "key.wrong").outcome()).isEqualTo(CheckOutcome.PASS);
        }
        try (FakeMiner miner = FakeMiner.http(Fault.PUBLIC_CAPABILITIES, Fault.OPEN_TO_ALL)) {
            assertThat(PreflightRun.result(miner.url(), "key.missing").outcome())
                    .isEqualTo(CheckOutcome.FAIL);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTH_DOWN, health, FAIL",
        "HEALTH_REDIRECTS, health, FAIL",
        "HEALTH_IS_ANOTHER_PAGE, health, FAIL",
        "HEALTH_DEGRADED, parts, WARN",
        "HEALTH_TOO_LARGE, health, FAIL",
        "HEALTH_NEVER_ENDS, health, FAIL",
        "MEMORY_DOWN, parts, WARN",
        "MEMORY_DOWN, complete.memory, WARN",
        "NO_REQUEST_ID, request-id, WARN",
        "OPEN_TO_ALL, key.missing, FAIL",
        "NO_CHALLENGE, key.missing, WARN",
        "ASKS_FOR_PASSWORDS, key.missing, FAIL",
        "HTML_ERRORS, key.missing, FAIL",
        "HTML_ERRORS, key.wrong, FAIL",
        "HTML_ERRORS, body.within, FAIL",
        "HTML_ERRORS, body.over, FAIL",
        "HTML_ERRORS, body.chunked, FAIL",
        "ANY_KEY, key.wrong, FAIL",
        "KEY_UNKNOWN, key.right, FAIL",
        "RATE_LIMITED, key.right, FAIL",
        "COMPONENT_MISSING, key.right, FAIL",
        "NO_LIMIT_HEADERS, rate-limit, WARN",
        "COMPLETE_LATE, complete, FAIL",
        "COMPLETE_UNAVAILABLE, complete, FAIL",
        "COMPLETE_EMPTY, complete, FAIL",
        "ECHOES_KEY, complete, FAIL",
        "COMPLETE_NOTEBOOK_MISSING, complete, FAIL",
        "COMPLETE_OTHER_CID, complete, FAIL",
        "DELETE_FAILS, forget, WARN",
        "HTML_ERRORS, refuse.malformed, FAIL",
        "HTML_ERRORS, refuse.invalid, FAIL",
        "MALFORMED_IS_500, refuse.malformed, FAIL",
        "SMALL_BODY_LIMIT, body.within, FAIL",
        "NO_BODY_LIMIT, body.over, FAIL",
        "NO_BODY_LIMIT, body.chunked, FAIL",
        "CLOSES_ON_LARGE_BODY, body.over, WARN",
        "ACCEPTS_LONG_HEADER, header.long, WARN",
        "SILENT_ON_LONG_HEADER, header.long, WARN",
        "LONG_HEADER_IS_429, header.long, WARN",
        "LONG_HEADER_IS_404, header.long, WARN",
        "CUTS_REFUSALS_SHORT, body.over, WARN",
        "CRASHES_ON_LONG_HEADER, header.long, FAIL",
        "ACTUATOR_OPEN, exposure.paths, FAIL",
    })
    void reportsTheFaultWithAFixAndWithoutTheKey(Fault fault, String id, CheckOutcome outcome) {
        try (FakeMiner miner = FakeMiner.http(fault)) {
            CheckResult result = PreflightRun.of(miner.url()).get(id);
            assertThat(result).isNotNull();
            assertThat(result.outcome()).as(result.toString()).isEqualTo(outcome);
            assertThat(result.fix()).isNotBlank();
            assertThat(result.toString()).doesNotContain(TestObjects.TOKEN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MEMORY_DOWN, memory is unavailable, memory-service, llm",
        "HEALTH_DEGRADED, llm is degraded, llm-proxy, memory",
    })
    void namesThePartThatIsDown(Fault fault, String seen, String fix, String otherPart) {
        try (FakeMiner miner = FakeMiner.http(fault)) {
            CheckResult parts = PreflightRun.result(miner.url(), "parts");
            assertThat(parts.seen()).isEqualTo(seen);
            assertThat(parts.fix()).contains(fix).doesNotContain(otherPart);
        }
    }

    @Test
    void namesTheSettingThatNoModelServerAccepts() {
        try (FakeMiner miner = FakeMiner.http(Fault.PROVIDER_MISCONFIGURED)) {
            Map<String, CheckResult> results = PreflightRun.of(miner.url());
            CheckResult health = PreflightRun.result(results, "health");
            assertThat(health.outcome()).isEqualTo(CheckOutcome.FAIL);
            assertThat(health.seen()).endsWith("The model server of openai does not accept OPENAI_API_KEY.");
            assertThat(PreflightRun.result(results, "parts").fix()).contains("Correct the variable", "llm-proxy's log");
            assertThat(PreflightRun.result(results, "rest").seen()).isEqualTo("/health must answer 200 first");
        }
    }

    @Test
    void namesTheSettingOfAProviderWhileAnotherAnswers() {
        try (FakeMiner miner = FakeMiner.http(Fault.FALLBACK_MISCONFIGURED)) {
            Map<String, CheckResult> results = PreflightRun.of(miner.url());
            assertThat(PreflightRun.result(results, "health").outcome()).isEqualTo(CheckOutcome.PASS);
            CheckResult parts = PreflightRun.result(results, "parts");
            assertThat(parts.outcome()).isEqualTo(CheckOutcome.WARN);
            assertThat(parts.seen()).contains("openai is misconfigured", "OPENAI_API_KEY");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTH_TOO_LARGE, an answer of over 4 MiB",
        "HEALTH_NEVER_ENDS, an answer that does not end within 3 s",
    })
    void reportsAnEndlessAnswerAsAnotherService(Fault fault, String seen) {
        try (FakeMiner miner = FakeMiner.http(fault)) {
            CheckResult health = PreflightRun.result(miner.url(), "health");
            assertThat(health.seen()).isEqualTo(seen);
            assertThat(health.fix()).isEqualTo("Another service answers at this URL.");
        }
    }

    @Test
    void reportsAClosedConnectionForAnAllowedBodyAsALowerLimit() {
        try (FakeMiner miner = FakeMiner.http(Fault.SMALL_BODY_LIMIT, Fault.CLOSES_ON_LARGE_BODY)) {
            CheckResult result = PreflightRun.result(miner.url(), "body.within");
            assertThat(result.outcome()).as(result.toString()).isEqualTo(CheckOutcome.FAIL);
            assertThat(result.fix()).contains("client_max_body_size");
        }
    }

    @Test
    void acceptsAClosedConnectionAsTheRefusalOfALongHeader() {
        try (FakeMiner miner = FakeMiner.http(Fault.CLOSES_ON_LONG_HEADER)) {
            CheckResult result = PreflightRun.result(miner.url(), "header.long");
            assertThat(result.outcome()).isEqualTo(CheckOutcome.PASS);
            assertThat(result.seen()).contains("closed", "/health still answers");
        }
    }

    @Test
    void failsAUrlThatEndsWithASlashBeforeAnyCall() {
        try (FakeMiner miner = FakeMiner.http()) {
            Map<String, CheckResult> results = PreflightRun.of(miner.url() + "/");
            assertThat(PreflightRun.outcomes(results))
                    .containsEntry("url", CheckOutcome.FAIL)
                    .containsEntry("rest", CheckOutcome.SKIP);
            assertThat(PreflightRun.result(results, "url").fix()).contains("Remove the last slash");
            assertThat(miner.requests()).isEmpty();
        }
    }

    @Test
    void checksEachAddressOfTheTarget() throws Exception {
        List<InetAddress> addresses = List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("192.0.2.2"));
        Target target = new Target(
                new ApiUrl("https://a.example"),
                WipeableSecret.of(""),
                addresses,
                Duration.ofSeconds(1),
                CertificateTrust.ofSystem());
        List<CheckResult> results = PreflightRunner.checkEachAddress(
                target,
                at -> List.of(CheckResult.pass(
                        "id", "title", String.valueOf(at.addresses().size()))));
        assertThat(results.stream().map(CheckResult::seen)).containsExactly("1 at 192.0.2.1", "1 at 192.0.2.2");
    }

    @Test
    void timesOutOnASilentServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String host = "://127.0.0.1:" + silent.getLocalPort();
            assertThat(PreflightRun.result("http" + host, "health").outcome()).isEqualTo(CheckOutcome.FAIL);
            assertThat(PreflightRun.result("https" + host, "tls.protocol").outcome())
                    .isEqualTo(CheckOutcome.FAIL);
        }
    }

    @Test
    void skipsTheRestIfNothingListensOrTheHostIsUnknown() throws Exception {
        int free = FreePorts.one();
        CheckResult health = PreflightRun.result("http://127.0.0.1:" + free, "health");
        assertThat(health.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(health.seen()).isEqualTo("connection refused");
        assertThat(PreflightRun.outcomes(PreflightRun.of("https://no-such-host.invalid")))
                .containsEntry("dns", CheckOutcome.FAIL)
                .containsEntry("rest", CheckOutcome.SKIP);
    }
}
