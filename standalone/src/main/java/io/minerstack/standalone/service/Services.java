package io.minerstack.standalone.service;

import io.minerstack.standalone.process.Child;
import io.minerstack.standalone.process.Children;
import io.minerstack.standalone.process.Launch;
import io.minerstack.standalone.process.Signals;
import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
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

/** All services of one stack. */
public class Services {

    /** The variables that every process gets. */
    private static final Set<String> MACHINE =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LOG_FORMAT");

    private static final Duration START = Duration.ofMinutes(10);
    /** The services poll each other's health every few seconds. */
    private static final Duration FIRST_POLLS = Duration.ofSeconds(20);

    private static final Duration STOP = Duration.ofSeconds(7);
    /** What is left for the services that stop last. */
    private static final Duration LAST_STOP = Duration.ofMillis(1_500);
    /** Longer than the SHUTDOWN_TIMEOUT of {@link Catalog}. */
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
     * @param databaseUrl URL of the embedded PostgreSQL; null if {@code DATABASE_URL} is set
     */
    public static Services of(Settings settings, @Nullable String databaseUrl) {
        return new Services(Catalog.of(settings, databaseUrl), settings);
    }

    /** Fails if a port is taken or a jar is missing; called before the first process starts. */
    public void check() {
        for (Service service : services) {
            ServiceJar.in(settings.home(), service.folder());
            service.ports().forEach((variable, port) -> {
                // only the public port listens on all addresses by default
                String address = variable.equals("PORT")
                        ? settings.get("HOST", "0.0.0.0")
                        : settings.get("BIND_ADDRESS", "127.0.0.1");
                try (ServerSocket probe = new ServerSocket()) {
                    probe.setReuseAddress(true);
                    probe.bind(new InetSocketAddress(address, port));
                } catch (IOException taken) {
                    if (!String.valueOf(taken.getMessage()).contains("in use")) {
                        String named = variable.equals("PORT") ? "HOST" : "BIND_ADDRESS";
                        throw new StartupException(
                                service.folder() + " can't listen on " + address + ":" + port + " (" + named + ", "
                                        + variable + "): " + taken.getMessage(),
                                taken);
                    }
                    throw new StartupException(
                            "Port " + port + " for " + service.folder() + " is in use. Stop the program that uses it,"
                                    + " or set " + variable + " to another port",
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

    /** Waits until every service is ready. Fails if a service ends before it was ready: a restart would not help. */
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
                    throw new StartupException(child.name() + " does not start (status " + child.lastStatus() + "): "
                            + String.join("\n  ", reason(child)) + "\n  (" + child.log() + ")");
                }
            }
            if (System.nanoTime() - started > START.toNanos()) {
                throw new StartupException("Not ready after " + START.toSeconds() + " s: "
                        + String.join(
                                ", ", waiting.stream().map(Service::folder).toList())
                        + ". The logs are in " + settings.data().resolve("logs"));
            }
            Thread.sleep(100);
        }
        awaitHealthy(probe);
    }

    /**
     * Waits until the gateway reports that the stack is healthy, which needs its first health polls. Gives up after
     * 20 s, because an unreachable provider must not prevent the start.
     */
    private void awaitHealthy(Probe probe) throws InterruptedException {
        URI health = URI.create("http://%s:%d/health"
                .formatted(callable(settings.get("HOST", "0.0.0.0")), settings.port("PORT", 8001)));
        long giveUpAt = System.nanoTime() + FIRST_POLLS.toNanos();
        while (!probe.answers(health, "\"status\":\"healthy\"") && System.nanoTime() < giveUpAt) {
            Thread.sleep(200);
        }
    }

    /** The cause that the service logged after {@code cannot start: }, else the last lines of its log. */
    private static List<String> reason(Child child) {
        List<String> last = child.log().tail(6);
        List<String> causes =
                last.stream().filter(line -> line.contains("cannot start: ")).toList();
        return causes.isEmpty() ? last : List.of(causes.getLast().replaceFirst(".*cannot start: ", ""));
    }

    /** The host for a URL of a server that listens on this address. */
    private static String callable(String address) {
        return switch (address) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        };
    }

    /**
     * Creates the missing AOT caches for the next start, which takes one or two minutes.
     *
     * @return how many caches were created
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

    /**
     * Stops the gateway first, so that the other services still run while it answers its last requests; then
     * agent-service, so that memory-service still takes its last turns.
     */
    public void stop() throws IOException, InterruptedException {
        // one time limit for all services together
        long latest = System.nanoTime() + STOP.toNanos();
        for (Child child : children.subList(0, Math.min(1, children.size()))) {
            child.ask();
            child.end(GATEWAY_STOP);
        }
        for (Child child : children.subList(Math.min(1, children.size()), Math.min(2, children.size()))) {
            child.ask();
            child.await(Duration.ofNanos(Math.max(0, latest - System.nanoTime() - LAST_STOP.toNanos())));
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

    /** The variables that the service reads, those of the machine, and those that the supervisor sets. */
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
