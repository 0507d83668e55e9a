package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.secret.Secret;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The order of the checks, and what a failed one makes pointless or unsafe to go on with. */
final class Preflight {

    private final ApiUrl url;
    private final Secret token;
    private final Duration limit;
    private final Trust trust;
    private final StackPorts ports;
    private final Clock clock;
    private final Consumer<String> stage;
    private final List<Check> checks = new ArrayList<>();

    /**
     * Prepares; nothing is sent yet.
     *
     * @param limit for an answer of the model
     * @param ports that the stack may have beside the one of the URL
     * @param stage told what is being looked at
     */
    Preflight(
            ApiUrl url,
            Secret token,
            Duration limit,
            Trust trust,
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

    List<Check> run() {
        stage.accept("name");
        checks.add(scheme());
        if (hasFailed()) {
            return skipped("the URL comes first");
        }
        List<InetAddress> addresses = NameProbe.resolve(url.host(), Duration.ofSeconds(10));
        checks.add(NameProbe.judge(url, addresses));
        if (addresses.isEmpty()) {
            return skipped("the host has no address");
        }
        Addresses looked = Addresses.of(addresses);
        if (addresses.size() > 1) {
            checks.add(looked.check());
        }
        Target target = new Target(url, token, looked.chosen(), limit, trust);
        if (url.isHttps()) {
            stage.accept("TLS");
            checks.addAll(each(target, at -> new TlsProbe(at, clock).run()));
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
        checks.addAll(new LimitProbe(caller, target, key).run());
        stage.accept("other ports and paths");
        checks.add(ExposureProbe.run(caller));
        PortProbe probe = new PortProbe(ports);
        checks.addAll(each(target, at -> List.of(probe.run(at))));
        if (url.isHttps()) {
            checks.addAll(PlainProbe.run(target, ports.gateway()));
        }
        return told();
    }

    private Check scheme() {
        String title = "The URL is https";
        if (url.endsWithSlash()) {
            return Check.fail(
                    "url",
                    title,
                    url.text(),
                    "Drop the last slash: callers add paths to exactly this text, and ask for //complete.");
        }
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
        return told();
    }

    /** The checks of each address: callers may be led to any of them. */
    static List<Check> each(Target target, Function<Target, List<Check>> probe) {
        List<InetAddress> addresses = target.addresses();
        if (addresses.size() == 1) {
            return probe.apply(target);
        }
        return addresses.stream()
                .flatMap(address -> probe.apply(target.at(address)).stream().map(check -> check.at(address)))
                .toList();
    }

    /** A server may repeat what it was sent; the key must not come back to the screen. */
    private List<Check> told() {
        Redaction redaction = new Redaction(token);
        return checks.stream().map(redaction::of).toList();
    }
}
