package io.minerstack.registration.preflight;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.network.StackPorts;
import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.secret.WipeableSecret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Runs all checks and gives their results by id. */
final class PreflightRun {

    private PreflightRun() {}

    /** With a time-out of 3 s, which servers that never answer cost in each check. */
    static Map<String, CheckResult> of(String url) {
        return of(url, CertificateTrust.ofSystem(), Duration.ofSeconds(3));
    }

    /** For servers that answer: encrypting bodies of 10 MB takes seconds on a busy machine. */
    static Map<String, CheckResult> of(String url, CertificateTrust trust) {
        return of(url, trust, Duration.ofSeconds(20));
    }

    private static Map<String, CheckResult> of(String url, CertificateTrust trust, Duration timeout) {
        List<CheckResult> results = new PreflightRunner(
                        new ApiUrl(url),
                        WipeableSecret.of(TestObjects.TOKEN),
                        timeout,
                        trust,
                        StackPorts.of(Map.of()),
                        Clock.systemUTC(),
                        group -> {})
                .run();
        return results.stream().collect(Collectors.toMap(CheckResult::id, result -> result));
    }

    static CheckResult result(String url, String id) {
        return result(of(url), id);
    }

    static CheckResult result(Map<String, CheckResult> results, String id) {
        return Objects.requireNonNull(results.get(id), id);
    }

    static Map<String, CheckOutcome> outcomes(Map<String, CheckResult> results) {
        return results.values().stream().collect(Collectors.toMap(CheckResult::id, CheckResult::outcome));
    }
}
