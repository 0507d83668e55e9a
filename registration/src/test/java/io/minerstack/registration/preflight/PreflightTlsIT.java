package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.testsupport.tls.TestKeyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks against a miner with TLS and with certificates that keytool made. */
@Timeout(60)
class PreflightTlsIT {

    @TempDir
    private Path folder;

    @Test
    void passesATrustedCertificate() throws Exception {
        TestKeyStore store = selfSigned("ip:127.0.0.1", "-1d", 90);
        try (FakeMiner miner = FakeMiner.https(store.serverContext())) {
            assertThat(PreflightRun.outcomes(PreflightRun.of(miner.url(), trust(store, TestKeyStore.SERVER))))
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
    void knowsTheEndOfTheServersCertificateAfterACall() throws Exception {
        TestKeyStore store = selfSigned("ip:127.0.0.1", "-1d", 90);
        try (FakeMiner miner = FakeMiner.https(store.serverContext());
                MinerClient client = new MinerClient(
                        new ApiUrl(miner.url()), Duration.ofSeconds(20), trust(store, TestKeyStore.SERVER), "probe-")) {
            assertThat(client.certificateEnd()).isNull();

            client.get("/health", null);

            assertThat(client.certificateEnd())
                    .isEqualTo(
                            store.certificate(TestKeyStore.SERVER).getNotAfter().toInstant());
        }
    }

    @Test
    void passesAChainOfATrustedAuthorityOnly() throws Exception {
        TestKeyStore store = TestKeyStore.signedByAuthority(folder, "ip:127.0.0.1", "-startdate", "-1d");
        CertificateTrust trust = trust(store, TestKeyStore.AUTHORITY);
        try (FakeMiner miner = FakeMiner.https(store.serverContext())) {
            assertThat(PreflightRun.outcomes(PreflightRun.of(miner.url(), trust)))
                    .containsEntry("tls.chain", CheckOutcome.PASS)
                    .containsEntry("tls.name", CheckOutcome.PASS)
                    .containsEntry("complete", CheckOutcome.PASS);
            CheckResult chain = PreflightRun.result(miner.url(), "tls.chain");
            assertThat(chain.outcome()).isEqualTo(CheckOutcome.FAIL);
            assertThat(chain.fix()).contains("public authority");
        }
    }

    @ParameterizedTest
    @CsvSource({"-1d, 8, until ", "-10d, 9, expired "})
    void warnsIfTheAuthoritysCertificateExpiresFirst(String start, int days, String seen) throws Exception {
        TestKeyStore store = TestKeyStore.signedByAuthority(
                folder, "ip:127.0.0.1", "-startdate", start, "-validity", String.valueOf(days));
        CertificateTrust trust = trust(store, TestKeyStore.AUTHORITY);
        try (FakeMiner miner = FakeMiner.https(store.serverContext())) {
            CheckResult expiry = PreflightRun.result(PreflightRun.of(miner.url(), trust), "tls.expiry");
            assertThat(expiry.outcome()).as(expiry.toString()).isEqualTo(CheckOutcome.WARN);
            assertThat(expiry.seen()).startsWith(seen).contains("self-made ca");
        }
    }

    @Test
    void sendsNothingToAServerWhoseCertificateIsNotTrusted() throws Exception {
        TestKeyStore store = selfSigned("ip:127.0.0.1", "-1d", 90);
        try (FakeMiner miner = FakeMiner.https(store.serverContext())) {
            Map<String, CheckResult> results = PreflightRun.of(miner.url());
            assertThat(PreflightRun.outcomes(results))
                    .containsEntry("tls.chain", CheckOutcome.FAIL)
                    .containsEntry("tls.name", CheckOutcome.SKIP)
                    .containsEntry("rest", CheckOutcome.SKIP);
            assertThat(PreflightRun.result(results, "tls.chain").seen()).contains("self-signed");
            assertThat(miner.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dns:other.example, -1d, 90, tls.name, FAIL",
        "ip:127.0.0.1, -10d, 5, tls.expiry, FAIL",
        "ip:127.0.0.1, -10d, 15, tls.expiry, WARN",
    })
    void reportsAWrongNameAndAnEarlyExpiry(String names, String start, int days, String id, CheckOutcome outcome)
            throws Exception {
        TestKeyStore store = selfSigned(names, start, days);
        try (FakeMiner miner = FakeMiner.https(store.serverContext())) {
            assertThat(PreflightRun.outcomes(PreflightRun.of(miner.url(), trust(store, TestKeyStore.SERVER))))
                    .containsEntry(id, outcome);
        }
    }

    private TestKeyStore selfSigned(String names, String start, int days) throws Exception {
        return TestKeyStore.selfSigned(folder, names, "-startdate", start, "-validity", String.valueOf(days));
    }

    private static CertificateTrust trust(TestKeyStore store, String alias) throws Exception {
        return CertificateTrust.of(store.trusting(alias));
    }
}
