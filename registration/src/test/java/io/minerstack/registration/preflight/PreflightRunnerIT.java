package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.FakeMiner.Fault;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.network.AddressSelection;
import io.minerstack.registration.preflight.network.OpenPortCheck;
import io.minerstack.registration.preflight.network.StackPorts;
import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.secret.WipeableSecret;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks against a miner on the loopback, sound and with each fault; real sockets, real TLS. */
@Timeout(60)
class PreflightRunnerIT {

    @TempDir
    private Path folder;

    @Test
    void findsASoundMinerReady() throws Exception {
        try (FakeMiner miner = FakeMiner.http()) {
            Map<String, CheckResult> checks = run(miner.url(), CertificateTrust.ofSystem());
            // what else listens on this machine is not the miner's doing
            checks.remove("exposure.ports");
            assertThat(outcomes(checks))
                    .containsEntry("url", CheckOutcome.WARN)
                    .containsEntry("dns", CheckOutcome.WARN)
                    .containsEntry("complete", CheckOutcome.PASS)
                    .containsEntry("forget", CheckOutcome.PASS)
                    .containsEntry("body.chunked", CheckOutcome.PASS);
            checks.remove("url");
            checks.remove("dns");
            assertThat(checks.values())
                    .allSatisfy(check ->
                            assertThat(check.outcome()).as(check.toString()).isEqualTo(CheckOutcome.PASS));
            assertThat(miner.requests()).contains("GET /health", "GET /capabilities");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTH_DOWN, health, FAIL",
        "HEALTH_REDIRECTS, health, FAIL",
        "HEALTH_IS_ANOTHER_PAGE, health, FAIL",
        "HEALTH_DEGRADED, parts, WARN",
        "HEALTH_IS_ENDLESS, health, FAIL",
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
        "SMALL_LIMIT, body.within, FAIL",
        "NO_LIMIT, body.over, FAIL",
        "NO_LIMIT, body.chunked, FAIL",
        "HANGS_UP_ON_LARGE, body.over, WARN",
        "LONG_HEADERS_WELCOME, header.long, WARN",
        "SILENT_ON_LONG_HEADER, header.long, WARN",
        "LIMITS_LONG_HEADERS, header.long, WARN",
        "FINDS_NO_LONG_HEADER, header.long, WARN",
        "CUTS_REFUSALS_SHORT, body.over, WARN",
        "FALLS_OVER_LONG_HEADER, header.long, FAIL",
        "ACTUATOR_OPEN, exposure.paths, FAIL",
    })
    void namesTheFaultAndItsMend(Fault fault, String id, CheckOutcome outcome) throws Exception {
        try (FakeMiner miner = FakeMiner.http(fault)) {
            CheckResult check = run(miner.url(), CertificateTrust.ofSystem()).get(id);
            assertThat(check).isNotNull();
            assertThat(check.outcome()).as(check.toString()).isEqualTo(outcome);
            assertThat(check.mend()).isNotBlank();
            assertThat(check.toString()).doesNotContain(TestObjects.TOKEN);
        }
    }

    @Test
    void namesThePartThatIsDown() throws Exception {
        try (FakeMiner miner = FakeMiner.http(Fault.MEMORY_DOWN)) {
            CheckResult parts = Objects.requireNonNull(
                    run(miner.url(), CertificateTrust.ofSystem()).get("parts"));
            assertThat(parts.seen()).isEqualTo("memory is unavailable");
            assertThat(parts.mend()).contains("memory-service").doesNotContain("llm");
        }
        try (FakeMiner miner = FakeMiner.http(Fault.HEALTH_DEGRADED)) {
            CheckResult parts = Objects.requireNonNull(
                    run(miner.url(), CertificateTrust.ofSystem()).get("parts"));
            assertThat(parts.seen()).isEqualTo("llm is degraded");
            assertThat(parts.mend()).contains("llm-proxy").doesNotContain("memory");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTH_IS_ENDLESS, an answer of over 4 MiB",
        "HEALTH_NEVER_ENDS, an answer that does not end within 3 s",
    })
    void takesAnAnswerWithoutEndForThatOfSomethingElse(Fault fault, String seen) throws Exception {
        try (FakeMiner miner = FakeMiner.http(fault)) {
            CheckResult health = Objects.requireNonNull(
                    run(miner.url(), CertificateTrust.ofSystem()).get("health"));
            assertThat(health.seen()).isEqualTo(seen);
            assertThat(health.mend()).isEqualTo("Something else answers at this URL.");
        }
    }

    @Test
    void takesHangingUpOnAnAllowedBodyForALowerLimit() throws Exception {
        try (FakeMiner miner = FakeMiner.http(Fault.SMALL_LIMIT, Fault.HANGS_UP_ON_LARGE)) {
            CheckResult check = Objects.requireNonNull(
                    run(miner.url(), CertificateTrust.ofSystem()).get("body.within"));
            assertThat(check.outcome()).as(check.toString()).isEqualTo(CheckOutcome.FAIL);
            assertThat(check.mend()).contains("client_max_body_size");
        }
    }

    @Test
    void checksTheCertificate() throws Exception {
        KeyStore store = Certificates.make(folder, "ip:127.0.0.1", "-1d", 90);
        try (FakeMiner miner = FakeMiner.https(Certificates.serving(store))) {
            assertThat(outcomes(run(miner.url(), Certificates.trusting(store, "miner"))))
                    .containsEntry("url", CheckOutcome.PASS)
                    .containsEntry("tls.protocol", CheckOutcome.PASS)
                    .containsEntry("tls.chain", CheckOutcome.PASS)
                    .containsEntry("tls.name", CheckOutcome.PASS)
                    .containsEntry("tls.expiry", CheckOutcome.PASS)
                    .containsEntry("complete", CheckOutcome.PASS)
                    .containsEntry("body.over", CheckOutcome.PASS)
                    .containsEntry("body.chunked", CheckOutcome.PASS)
                    .containsEntry("http.plain", CheckOutcome.SKIP)
                    .containsEntry("http.gateway", CheckOutcome.SKIP);
        }
    }

    @Test
    void trustsAChainThatLeadsToAnAuthority() throws Exception {
        KeyStore store = Certificates.makeSigned(folder, "ip:127.0.0.1", "-1d", 90);
        CertificateTrust trust = Certificates.trusting(store, "ca");
        try (FakeMiner miner = FakeMiner.https(Certificates.serving(store))) {
            assertThat(outcomes(run(miner.url(), trust)))
                    .containsEntry("tls.chain", CheckOutcome.PASS)
                    .containsEntry("tls.name", CheckOutcome.PASS)
                    .containsEntry("complete", CheckOutcome.PASS);
            CheckResult chain = Objects.requireNonNull(
                    run(miner.url(), CertificateTrust.ofSystem()).get("tls.chain"));
            assertThat(chain.outcome()).isEqualTo(CheckOutcome.FAIL);
            assertThat(chain.mend()).contains("public authority");
        }
    }

    @ParameterizedTest
    @CsvSource({"-1d, 8, until ", "-10d, 9, ended "})
    void warnsWhenAnAuthoritysCertificateIsTheFirstToEnd(String start, int days, String seen) throws Exception {
        KeyStore store = Certificates.makeSigned(folder, "ip:127.0.0.1", start, days);
        CertificateTrust trust = Certificates.trusting(store, "ca");
        try (FakeMiner miner = FakeMiner.https(Certificates.serving(store))) {
            CheckResult expiry = Objects.requireNonNull(run(miner.url(), trust).get("tls.expiry"));
            assertThat(expiry.outcome()).as(expiry.toString()).isEqualTo(CheckOutcome.WARN);
            assertThat(expiry.seen()).startsWith(seen).contains("self-made ca");
        }
    }

    @Test
    void sendsNothingToAServerWhoseCertificateIsNotTrusted() throws Exception {
        KeyStore store = Certificates.make(folder, "ip:127.0.0.1", "-1d", 90);
        try (FakeMiner miner = FakeMiner.https(Certificates.serving(store))) {
            Map<String, CheckResult> checks = run(miner.url(), CertificateTrust.ofSystem());
            assertThat(outcomes(checks))
                    .containsEntry("tls.chain", CheckOutcome.FAIL)
                    .containsEntry("tls.name", CheckOutcome.SKIP)
                    .containsEntry("rest", CheckOutcome.SKIP);
            assertThat(Objects.requireNonNull(checks.get("tls.chain")).seen()).contains("self-signed");
            assertThat(miner.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dns:other.example, -1d, 90, tls.name, FAIL",
        "ip:127.0.0.1, -10d, 5, tls.expiry, FAIL",
        "ip:127.0.0.1, -10d, 15, tls.expiry, WARN",
    })
    void noticesWrongNamesAndEnds(String names, String start, int days, String id, CheckOutcome outcome)
            throws Exception {
        KeyStore store = Certificates.make(folder, names, start, days);
        try (FakeMiner miner = FakeMiner.https(Certificates.serving(store))) {
            assertThat(outcomes(run(miner.url(), Certificates.trusting(store, "miner"))))
                    .containsEntry(id, outcome);
        }
    }

    @Test
    void takesHangingUpForARefusalOfALongHeader() throws Exception {
        try (FakeMiner miner = FakeMiner.http(Fault.HANGS_UP_ON_LONG_HEADER)) {
            CheckResult check = Objects.requireNonNull(
                    run(miner.url(), CertificateTrust.ofSystem()).get("header.long"));
            assertThat(check.outcome()).isEqualTo(CheckOutcome.PASS);
            assertThat(check.seen()).contains("closed", "/health still answers");
        }
    }

    @Test
    void callsExactlyTheUrlThatIsSigned() throws Exception {
        try (FakeMiner miner = FakeMiner.http()) {
            Map<String, CheckResult> checks = run(miner.url() + "/", CertificateTrust.ofSystem());
            assertThat(outcomes(checks))
                    .containsEntry("url", CheckOutcome.FAIL)
                    .containsEntry("rest", CheckOutcome.SKIP);
            assertThat(Objects.requireNonNull(checks.get("url")).mend()).contains("Drop the last slash");
            assertThat(miner.requests()).isEmpty();
        }
    }

    @Test
    void looksAtEachAddressOfAName() {
        List<InetAddress> addresses = List.of(address(1), address(2), address(3), address(4), address(5));
        AddressSelection looked = AddressSelection.of(addresses, false);
        assertThat(looked.check().seen()).contains("not under 192.0.2.5");
        List<CheckResult> checks = PreflightRunner.each(
                new Target(
                        new ApiUrl("https://a.example"),
                        WipeableSecret.of(""),
                        looked.chosen(),
                        Duration.ofSeconds(1),
                        CertificateTrust.ofSystem()),
                at -> List.of(CheckResult.pass(
                        "id", "title", String.valueOf(at.addresses().size()))));
        assertThat(checks.stream().map(CheckResult::seen))
                .containsExactly("1 at 192.0.2.1", "1 at 192.0.2.2", "1 at 192.0.2.3", "1 at 192.0.2.4");
    }

    @Test
    void saysNothingAboutIpv6WhereThereIsNone() throws Exception {
        List<InetAddress> both = List.of(InetAddress.getByName("2001:db8::1"), address(1));
        assertThat(AddressSelection.of(both, true).chosen()).isEqualTo(both);
        assertThat(AddressSelection.of(both, false).chosen()).containsExactly(address(1));
        assertThat(AddressSelection.of(both, false).check().outcome()).isEqualTo(CheckOutcome.WARN);
    }

    @Test
    void takesOnlyAPublicAddressOfThisMachineForIpv6() throws Exception {
        InetAddress[] without = {
            InetAddress.getByName("fe80::1"), InetAddress.getByName("fd12:3456::1"), InetAddress.getByName("8.8.8.8"),
        };
        assertThat(AddressSelection.reachesIpv6(Stream.of(without))).isFalse();
        assertThat(AddressSelection.reachesIpv6(Stream.of(InetAddress.getByName("2606:4700::1111"))))
                .isTrue();
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void waitsForNobody() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String host = "://127.0.0.1:" + silent.getLocalPort();
            assertThat(outcomes(run("http" + host, CertificateTrust.ofSystem())))
                    .containsEntry("health", CheckOutcome.FAIL);
            assertThat(outcomes(run("https" + host, CertificateTrust.ofSystem())))
                    .containsEntry("tls.protocol", CheckOutcome.FAIL);
        }
    }

    @Test
    void endsEarlyWhereNothingListensOrNoNameIsKnown() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        CheckResult health = Objects.requireNonNull(
                run("http://127.0.0.1:" + free, CertificateTrust.ofSystem()).get("health"));
        assertThat(health.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(health.seen()).isEqualTo("connection refused");
        assertThat(outcomes(run("https://no-such-host.invalid", CertificateTrust.ofSystem())))
                .containsEntry("dns", CheckOutcome.FAIL)
                .containsEntry("rest", CheckOutcome.SKIP);
    }

    @Test
    void findsPortsThatTakeConnections() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket open = new ServerSocket(0, 1, loopback);
                ServerSocket own = new ServerSocket(0, 1, loopback)) {
            int closed;
            try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
                closed = socket.getLocalPort();
            }
            Map<Integer, String> ports =
                    Map.of(open.getLocalPort(), "open", own.getLocalPort(), "own", closed, "closed");
            OpenPortCheck probe = new OpenPortCheck(new StackPorts(own.getLocalPort(), ports));
            assertThat(probe.open(loopback, Set.of(own.getLocalPort())))
                    .containsExactly(Map.entry(open.getLocalPort(), "open"));
        }
    }

    private static Map<String, CheckOutcome> outcomes(Map<String, CheckResult> checks) {
        return checks.values().stream().collect(Collectors.toMap(CheckResult::id, CheckResult::outcome));
    }

    private static Map<String, CheckResult> run(String url, CertificateTrust trust) {
        List<CheckResult> checks = new PreflightRunner(
                        new ApiUrl(url),
                        WipeableSecret.of(TestObjects.TOKEN),
                        Duration.ofSeconds(3),
                        trust,
                        StackPorts.of(Map.of()),
                        Clock.systemUTC(),
                        stage -> {})
                .run();
        return checks.stream().collect(Collectors.toMap(CheckResult::id, check -> check));
    }
}
