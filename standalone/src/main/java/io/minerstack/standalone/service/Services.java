package io.minerstack.standalone.service;

import io.minerstack.standalone.process.Child;
import io.minerstack.standalone.process.Children;
import io.minerstack.standalone.process.Launch;
import io.minerstack.standalone.process.Signals;
import io.minerstack.standalone.settings.CannotStart;
import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All services of one stack, side by side. */
public class Services {

    /** What every process may know of its machine. */
    private static final Set<String> MACHINE =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LOG_FORMAT");

    private static final Duration START = Duration.ofMinutes(10);
    // the services look at each other every few seconds
    private static final Duration ACQUAINTANCE = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(7);
    // longer than its SHUTDOWN_TIMEOUT, see Catalog
    private static final Duration GATEWAY_STOP = Duration.ofMillis(4_500);

    private final List<Service> services;
    private final Settings settings;
    private final List<Child> children = new ArrayList<>();

    private Services(List<Service> services, Settings settings) {
        this.services = List.copyOf(services);
        this.settings = settings;
    }

    /**
     * The services that the settings ask for.
     *
     * @param databaseUrl of the embedded PostgreSQL; null where the environment names one
     */
    public static Services of(Settings settings, @Nullable String databaseUrl) {
        return new Services(Catalog.of(settings, databaseUrl), settings);
    }

    /** Fails before anything is started when a port is taken, or a jar is missing. */
    public void check() {
        for (Service service : services) {
            ServiceJar.in(settings.home(), service.folder());
            service.ports().forEach((variable, port) -> {
                // the public port is the one that listens everywhere
                String address = variable.equals("PORT")
                        ? settings.get("HOST", "0.0.0.0")
                        : settings.get("BIND_ADDRESS", "127.0.0.1");
                try (ServerSocket probe = new ServerSocket()) {
                    probe.setReuseAddress(true);
                    probe.bind(new InetSocketAddress(address, port));
                } catch (IOException taken) {
                    throw new CannotStart(
                            "Port " + port + " for " + service.folder() + " is taken: end what uses it, or set "
                                    + variable + " to another",
                            taken);
                }
            });
        }
    }

    public void start(Children family) {
        for (Service service : services) {
            children.add(family.start(launch(service)));
        }
    }

    /** Waits until every service is ready. One that ends before it ever was can't be helped by starting it again. */
    public void awaitReady(Consumer<String> say) throws InterruptedException {
        long started = System.nanoTime();
        List<Service> waiting = new ArrayList<>(services);
        Probe probe = new Probe();
        while (!waiting.isEmpty()) {
            waiting.removeIf(service -> {
                boolean ready = probe.isReady(service.readiness());
                if (ready) {
                    say.accept("  " + service.folder() + " is ready after "
                            + Math.round((System.nanoTime() - started) / 1e8) / 10.0 + " s");
                }
                return ready;
            });
            for (Child child : children) {
                if (child.ends() > 0) {
                    throw new CannotStart(child.name() + " does not start (status " + child.lastStatus() + "): "
                            + String.join("\n  ", reason(child)) + "\n  (" + child.log() + ")");
                }
            }
            if (System.nanoTime() - started > START.toNanos()) {
                throw new CannotStart("Not ready after " + START.toSeconds() + " s: "
                        + String.join(
                                ", ", waiting.stream().map(Service::folder).toList())
                        + "; their logs are in " + settings.data().resolve("logs"));
            }
            Thread.sleep(100);
        }
        awaitHealthy(probe);
    }

    /**
     * Each is ready, but the gateway says that the stack is healthy only when it has asked. Not for ever: a provider that
     * is away keeps nobody from starting.
     */
    private void awaitHealthy(Probe probe) throws InterruptedException {
        URI health = URI.create("http://%s:%d/health"
                .formatted(callable(settings.get("HOST", "0.0.0.0")), settings.port("PORT", 8001)));
        long patience = System.nanoTime() + ACQUAINTANCE.toNanos();
        while (!probe.answers(health, "\"status\":\"healthy\"") && System.nanoTime() < patience) {
            Thread.sleep(200);
        }
    }

    /** What it said of its end; the last lines of its log where it said nothing that is marked so. */
    private static List<String> reason(Child child) {
        List<String> last = child.log().tail(6);
        List<String> told =
                last.stream().filter(line -> line.contains("cannot start: ")).toList();
        return told.isEmpty() ? last : List.of(told.getLast().replaceFirst(".*cannot start: ", ""));
    }

    /** Where a server can be called that listens at this address. */
    private static String callable(String listening) {
        return switch (listening) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> listening.contains(":") && !listening.startsWith("[") ? "[" + listening + "]" : listening;
        };
    }

    /**
     * Prepares a faster next start, where that was not done yet; takes a minute or two of spare time.
     *
     * @return how many services will start faster
     */
    public int rehearse(Children family) throws IOException, InterruptedException {
        Rehearsal rehearsal = new Rehearsal(settings, family);
        int faster = 0;
        for (Service service : services) {
            if (!FastStart.of(settings, service).isSettled() && rehearsal.of(service, environment(service))) {
                faster++;
            }
        }
        return faster;
    }

    /** The gateway first, so that what it still answers has all others behind it. */
    public void stop() throws IOException, InterruptedException {
        // one time for all: several that don't listen must not add up
        long latest = System.nanoTime() + STOP.toNanos();
        for (Child child : children.subList(0, Math.min(1, children.size()))) {
            child.ask();
            child.end(GATEWAY_STOP);
        }
        for (Child child : children) {
            child.ask();
        }
        for (Child child : children) {
            child.end(Duration.ofNanos(Math.max(0, latest - System.nanoTime())));
        }
    }

    private Launch launch(Service service) {
        List<String> command = FastStart.of(settings, service).command();
        return new Launch(service.folder(), command, environment(service), settings.data(), Signals.JVM);
    }

    /** What the service reads, what the machine is, and what the supervisor knows better. */
    Map<String, String> environment(Service service) {
        Set<String> reads = ServiceJar.in(settings.home(), service.folder()).variables();
        Map<String, String> environment = new TreeMap<>();
        settings.environment().forEach((name, value) -> {
            if (reads.contains(name) || MACHINE.contains(name)) {
                environment.put(name, value);
            }
        });
        service.fixed().forEach((name, value) -> {
            if (reads.contains(name) || MACHINE.contains(name)) {
                environment.put(name, value);
            }
        });
        return environment;
    }
}
