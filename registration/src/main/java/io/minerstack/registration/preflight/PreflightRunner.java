package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.check.ApiKeyCheck;
import io.minerstack.registration.preflight.check.BodyLimitCheck;
import io.minerstack.registration.preflight.check.CompleteCheck;
import io.minerstack.registration.preflight.check.HealthCheck;
import io.minerstack.registration.preflight.check.LongHeaderCheck;
import io.minerstack.registration.preflight.check.ManagementPathCheck;
import io.minerstack.registration.preflight.check.PlainHttpCheck;
import io.minerstack.registration.preflight.check.RefusalCheck;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.network.AddressSelection;
import io.minerstack.registration.preflight.network.DnsCheck;
import io.minerstack.registration.preflight.network.OpenPortCheck;
import io.minerstack.registration.preflight.network.StackPorts;
import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.KeyRedaction;
import io.minerstack.registration.preflight.tls.TlsCheck;
import io.minerstack.registration.secret.WipeableSecret;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Runs the checks in order, and skips the rest when a failure makes them pointless or unsafe. */
final class PreflightRunner {

    private static final Duration DNS_TIMEOUT = Duration.ofSeconds(10);

    private final ApiUrl url;
    private final WipeableSecret token;
    private final Duration timeout;
    private final CertificateTrust trust;
    private final StackPorts ports;
    private final Clock clock;
    private final Consumer<String> progress;
    private final List<CheckResult> results = new ArrayList<>();

    /**
     * Creates a runner for one run.
     *
     * @param timeout for an answer of the model
     * @param progress receives the name of each group of checks before it runs
     */
    PreflightRunner(
            ApiUrl url,
            WipeableSecret token,
            Duration timeout,
            CertificateTrust trust,
            StackPorts ports,
            Clock clock,
            Consumer<String> progress) {
        this.url = url;
        this.token = token;
        this.timeout = timeout;
        this.trust = trust;
        this.ports = ports;
        this.clock = clock;
        this.progress = progress;
    }

    List<CheckResult> run() {
        progress.accept("host name");
        results.add(checkUrl());
        if (hasFailed()) {
            return skipRest("the URL must be fixed first");
        }
        List<InetAddress> addresses = DnsCheck.resolve(url.host(), DNS_TIMEOUT);
        results.add(DnsCheck.check(url, addresses));
        if (addresses.isEmpty()) {
            return skipRest("the host has no address");
        }
        AddressSelection selection = AddressSelection.of(addresses);
        if (addresses.size() > 1) {
            results.add(selection.check());
        }
        Target target = new Target(url, token, selection.chosen(), timeout, trust);
        if (url.isHttps()) {
            progress.accept("TLS");
            results.addAll(checkEachAddress(target, at -> new TlsCheck(at, clock).run()));
            if (hasFailed()) {
                return skipRest("the key is not sent over a connection that can't be trusted");
            }
        }
        try (MinerClient client = new MinerClient(target)) {
            return callMiner(target, client);
        }
    }

    private List<CheckResult> callMiner(Target target, MinerClient client) {
        progress.accept("/health");
        results.addAll(HealthCheck.run(client));
        if (hasFailed()) {
            return skipRest("/health must answer 200 first");
        }
        progress.accept("API keys");
        String key = token.reveal();
        results.addAll(new ApiKeyCheck(client, key).run());
        if (!hasPassed(ApiKeyCheck.RIGHT_KEY)) {
            return skipRest("the miner does not accept the key");
        }
        progress.accept("/complete (up to " + timeout.toSeconds() + " s)");
        results.addAll(new CompleteCheck(client, key, timeout, RandomGenerator.getDefault()).run());
        progress.accept("refusals and limits");
        results.addAll(new RefusalCheck(client, target, key).run());
        results.addAll(new BodyLimitCheck(target, key).run());
        results.add(new LongHeaderCheck(client, target, key).run());
        progress.accept("other ports and paths");
        results.add(ManagementPathCheck.run(client));
        OpenPortCheck openPorts = new OpenPortCheck(ports);
        results.addAll(checkEachAddress(target, at -> List.of(openPorts.run(at))));
        if (url.isHttps()) {
            results.addAll(PlainHttpCheck.run(target, ports.gateway()));
        }
        return redacted();
    }

    private CheckResult checkUrl() {
        String title = "The URL is https";
        if (url.endsWithSlash()) {
            return CheckResult.fail(
                    "url",
                    title,
                    url.text(),
                    "Remove the last slash: callers append paths to exactly this text, and would request //complete.");
        }
        return url.isHttps()
                ? CheckResult.pass("url", title, url.text())
                : CheckResult.warn(
                        "url", title, url.text(), "Over http the key travels in clear text: put TLS in front.");
    }

    private boolean hasFailed() {
        return results.stream().anyMatch(result -> result.outcome() == CheckOutcome.FAIL);
    }

    private boolean hasPassed(String id) {
        return results.stream().anyMatch(result -> result.id().equals(id) && result.outcome() == CheckOutcome.PASS);
    }

    private List<CheckResult> skipRest(String reason) {
        results.add(CheckResult.skip("rest", "All other checks", reason));
        return redacted();
    }

    /** Runs a check at each address of the target, since callers may be sent to any of them. */
    static List<CheckResult> checkEachAddress(Target target, Function<Target, List<CheckResult>> check) {
        List<InetAddress> addresses = target.addresses();
        if (addresses.size() == 1) {
            return check.apply(target);
        }
        return addresses.stream()
                .flatMap(address -> check.apply(target.at(address)).stream().map(result -> result.at(address)))
                .toList();
    }

    private List<CheckResult> redacted() {
        KeyRedaction redaction = new KeyRedaction(token);
        return results.stream().map(redaction::redact).toList();
    }
}
