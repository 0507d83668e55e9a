package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.secret.Secret;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The order of the checks, and what a failed one makes pointless or unsafe to go on with. */
final class Preflight {

    private final ApiUrl url;
    private final Secret token;
    private final Duration limit;
    private final Trust trust;
    private final Clock clock;
    private final Consumer<String> stage;
    private final List<Check> checks = new ArrayList<>();

    /**
     * Prepares; nothing is sent yet.
     *
     * @param limit for an answer of the model
     * @param stage told what is being looked at
     */
    Preflight(ApiUrl url, Secret token, Duration limit, Trust trust, Clock clock, Consumer<String> stage) {
        this.url = url;
        this.token = token;
        this.limit = limit;
        this.trust = trust;
        this.clock = clock;
        this.stage = stage;
    }

    List<Check> run() {
        stage.accept("name");
        checks.add(scheme());
        List<InetAddress> addresses = NameProbe.resolve(url.host(), Duration.ofSeconds(10));
        checks.add(NameProbe.judge(url, addresses));
        if (addresses.isEmpty()) {
            return skipped("the host has no address");
        }
        Target target = new Target(url, token, addresses, limit, trust);
        if (url.isHttps()) {
            stage.accept("TLS");
            checks.addAll(new TlsProbe(target, clock).run());
            if (hasFailed()) {
                return skipped("the key is not sent over a connection that can't be trusted");
            }
        }
        try (Caller caller = new Caller(target)) {
            return call(target, caller);
        }
    }

    private List<Check> call(Target target, Caller caller) {
        stage.accept("/health");
        checks.addAll(HealthProbe.run(caller));
        if (hasFailed()) {
            return skipped("no miner answers here");
        }
        stage.accept("keys");
        String key = token.reveal();
        checks.addAll(new KeyProbe(caller, key).run());
        if (checks.stream().noneMatch(check -> check.id().equals("key.right") && check.outcome() == Outcome.PASS)) {
            return skipped("the key does not open this miner");
        }
        stage.accept("/complete (up to " + limit.toSeconds() + " s)");
        checks.addAll(new CompleteProbe(caller, key, limit, RandomGenerator.getDefault()).run());
        stage.accept("refusals and limits");
        checks.addAll(new RefusalProbe(caller, target, key).run());
        checks.addAll(new LimitProbe(target, key).run());
        stage.accept("other ports and paths");
        checks.add(ExposureProbe.run(caller));
        checks.add(PortProbe.run(target));
        if (url.isHttps()) {
            checks.add(PlainProbe.run(target));
        }
        return List.copyOf(checks);
    }

    private Check scheme() {
        String title = "The URL is https";
        return url.isHttps()
                ? Check.pass("url", title, url.text())
                : Check.warn(
                        "url", title, url.text(), "Over http everybody on the way reads the key: put TLS in front.");
    }

    private boolean hasFailed() {
        return checks.stream().anyMatch(check -> check.outcome() == Outcome.FAIL);
    }

    private List<Check> skipped(String why) {
        checks.add(Check.skip("rest", "Everything else", why));
        return List.copyOf(checks);
    }
}
