package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.check.ApiKeyCheck;
import io.minerstack.registration.preflight.check.BodyLimitCheck;
import io.minerstack.registration.preflight.check.CompleteCheck;
import io.minerstack.registration.preflight.check.HealthCheck;
import io.minerstack.registration.preflight.check.ManagementPathCheck;
import io.minerstack.registration.preflight.check.PlainHttpCheck;
import io.minerstack.registration.preflight.check.RefusalCheck;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.network.AddressSelection;
import io.minerstack.registration.preflight.network.DnsCheck;
import io.minerstack.registration.preflight.network.OpenPortCheck;
import io.minerstack.registration.preflight.network.StackPorts;
import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.KeyRedaction;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.connection.Target;
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

/** The order of the checks, and what a failed one makes pointless or unsafe to go on with. */
final class PreflightRunner {

    private final ApiUrl url;
    private final WipeableSecret token;
    private final Duration limit;
    private final CertificateTrust trust;
    private final StackPorts ports;
    private final Clock clock;
    private final Consumer<String> stage;
    private final List<CheckResult> checks = new ArrayList<>();

    /**
     * Prepares; nothing is sent yet.
     *
     * @param limit for an answer of the model
     * @param ports that the stack may have beside the one of the URL
     * @param stage told what is being looked at
     */
    PreflightRunner(
            ApiUrl url,
            WipeableSecret token,
            Duration limit,
            CertificateTrust trust,
            StackPorts ports,
            Clock clock,
            Consumer<String> stage) {
        this.url = url;
        this.token = token;
        this.limit = limit;
        this.trust = trust;
        this.ports = ports;
        this.clock = clock;
        this.stage = stage;
    }

    List<CheckResult> run() {
        stage.accept("name");
        checks.add(scheme());
        if (hasFailed()) {
            return skipped("the URL comes first");
        }
        List<InetAddress> addresses = DnsCheck.resolve(url.host(), Duration.ofSeconds(10));
        checks.add(DnsCheck.judge(url, addresses));
        if (addresses.isEmpty()) {
            return skipped("the host has no address");
        }
        AddressSelection looked = AddressSelection.of(addresses);
        if (addresses.size() > 1) {
            checks.add(looked.check());
        }
        Target target = new Target(url, token, looked.chosen(), limit, trust);
        if (url.isHttps()) {
            stage.accept("TLS");
            checks.addAll(each(target, at -> new TlsCheck(at, clock).run()));
            if (hasFailed()) {
                return skipped("the key is not sent over a connection that can't be trusted");
            }
        }
        try (MinerClient caller = new MinerClient(target)) {
            return call(target, caller);
        }
    }

    private List<CheckResult> call(Target target, MinerClient caller) {
        stage.accept("/health");
        checks.addAll(HealthCheck.run(caller));
        if (hasFailed()) {
            return skipped("no miner answers here");
        }
        stage.accept("keys");
        String key = token.reveal();
        checks.addAll(new ApiKeyCheck(caller, key).run());
        if (checks.stream().noneMatch(check -> check.id().equals("key.right") && check.outcome() == CheckOutcome.PASS)) {
            return skipped("the key does not open this miner");
        }
        stage.accept("/complete (up to " + limit.toSeconds() + " s)");
        checks.addAll(new CompleteCheck(caller, key, limit, RandomGenerator.getDefault()).run());
        stage.accept("refusals and limits");
        checks.addAll(new RefusalCheck(caller, target, key).run());
        checks.addAll(new BodyLimitCheck(caller, target, key).run());
        stage.accept("other ports and paths");
        checks.add(ManagementPathCheck.run(caller));
        OpenPortCheck probe = new OpenPortCheck(ports);
        checks.addAll(each(target, at -> List.of(probe.run(at))));
        if (url.isHttps()) {
            checks.addAll(PlainHttpCheck.run(target, ports.gateway()));
        }
        return told();
    }

    private CheckResult scheme() {
        String title = "The URL is https";
        if (url.endsWithSlash()) {
            return CheckResult.fail(
                    "url",
                    title,
                    url.text(),
                    "Drop the last slash: callers add paths to exactly this text, and ask for //complete.");
        }
        return url.isHttps()
                ? CheckResult.pass("url", title, url.text())
                : CheckResult.warn(
                        "url", title, url.text(), "Over http everybody on the way reads the key: put TLS in front.");
    }

    private boolean hasFailed() {
        return checks.stream().anyMatch(check -> check.outcome() == CheckOutcome.FAIL);
    }

    private List<CheckResult> skipped(String why) {
        checks.add(CheckResult.skip("rest", "Everything else", why));
        return told();
    }

    /** The checks of each address: callers may be led to any of them. */
    static List<CheckResult> each(Target target, Function<Target, List<CheckResult>> probe) {
        List<InetAddress> addresses = target.addresses();
        if (addresses.size() == 1) {
            return probe.apply(target);
        }
        return addresses.stream()
                .flatMap(address -> probe.apply(target.at(address)).stream().map(check -> check.at(address)))
                .toList();
    }

    /** A server may repeat what it was sent; the key must not come back to the screen. */
    private List<CheckResult> told() {
        KeyRedaction redaction = new KeyRedaction(token);
        return checks.stream().map(redaction::of).toList();
    }
}
