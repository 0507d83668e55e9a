package io.minerstack.standalone.service;

import io.minerstack.standalone.inprocess.ServiceEndpoints;
import io.minerstack.standalone.postgres.DatabaseUrls;
import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The four services. They start side by side. */
public class StackServices {

    private static final Duration GATEWAY_STOP = Duration.ofMillis(2_300);
    private static final Duration AGENT_STOP = Duration.ofMillis(600);
    private static final Duration STOP = Duration.ofMillis(400);
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final Settings settings;
    private final List<ServiceSpec> specs;
    private final List<ServiceContext> contexts = new ArrayList<>();
    private final CompletableFuture<Void> firstFailure = new CompletableFuture<>();
    private final Consumer<String> say;

    public StackServices(Settings settings, Consumer<String> say) {
        this.settings = settings;
        this.specs = ServiceSpecs.of(settings);
        this.say = say;
    }

    /** Fails if a port is taken; called before anything starts. */
    public void checkPorts() {
        for (ServiceSpec spec : specs) {
            spec.ports().forEach((variable, port) -> {
                // only the public port listens on all addresses by default
                String address = variable.equals("PORT")
                        ? settings.get("HOST", "0.0.0.0")
                        : settings.get("BIND_ADDRESS", "127.0.0.1");
                checkPort(spec.name(), variable, address, port);
            });
        }
    }

    /** Fails with the variable of the port where another program listens on it. */
    public static void checkPort(String service, String variable, String address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException taken) {
            if (!String.valueOf(taken.getMessage()).contains("in use")) {
                String named = variable.equals("PORT") ? "HOST" : "BIND_ADDRESS";
                throw new StartupException(
                        service + " can't listen on " + address + ":" + port + " (" + named + ", " + variable + "): "
                                + taken.getMessage(),
                        taken);
            }
            throw new StartupException(
                    "Port " + port + " for " + service + " is in use. Stop the program that uses it, or set " + variable
                            + " to another port",
                    taken);
        }
    }

    /**
     * Starts the services.
     *
     * @param database the embedded PostgreSQL, for which memory-service and llm-proxy wait; null where the settings
     * name     a database
     */
    public void start(CompletableFuture<@Nullable DatabaseUrls> database) {
        long began = System.nanoTime();
        ServiceEndpoints endpoints = callsInMemory() ? new ServiceEndpoints() : null;
        for (ServiceSpec spec : specs) {
            Runnable ready = () -> say.accept("  " + spec.name() + " is ready after "
                    + Math.round((System.nanoTime() - began) / 1e8) / 10.0 + " s");
            contexts.add(new ServiceContext(spec, variables(spec, database), ready, firstFailure, endpoints));
        }
        contexts.forEach(ServiceContext::start);
    }

    /** {@code SERVICE_CALLS}: whether services of this JVM call each other in memory or over their ports. */
    private boolean callsInMemory() {
        return switch (settings.get("SERVICE_CALLS", "memory")) {
            case "memory" -> true;
            case "http" -> false;
            default ->
                throw new StartupException(
                        "SERVICE_CALLS: " + settings.get("SERVICE_CALLS", "") + " (expected: memory or http)");
        };
    }

    private Callable<Map<String, String>> variables(
            ServiceSpec spec, CompletableFuture<@Nullable DatabaseUrls> database) {
        return () -> {
            Map<String, String> variables = new TreeMap<>(ServiceVariables.of(spec, settings.environment()));
            switch (spec.name()) {
                case "memory-service" -> {
                    DatabaseUrls urls = await(database);
                    if (urls != null) {
                        variables.put("DATABASE_URL", urls.memory());
                        variables.put("DATABASE_USAGE_ROLE", urls.usageRole());
                    }
                }
                case "llm-proxy" -> {
                    DatabaseUrls urls = await(database);
                    // a database that the operator names has one role for both services, unless there are two URLs
                    if (settings.get("USAGE_DATABASE_URL") == null) {
                        variables.put(
                                "USAGE_DATABASE_URL", urls == null ? settings.get("DATABASE_URL", "") : urls.usage());
                    }
                }
                default -> {}
            }
            return variables;
        };
    }

    /** Waits until every service answers; fails with a {@link StartupException} as soon as one fails. */
    public void awaitStarted() throws InterruptedException {
        CompletableFuture<Void> all = CompletableFuture.allOf(
                contexts.stream().map(ServiceContext::started).toArray(CompletableFuture[]::new));
        CompletableFuture<Object> decided = CompletableFuture.anyOf(firstFailure, all);
        CompletableFuture.delayedExecutor(SLOW.toSeconds(), TimeUnit.SECONDS).execute(() -> {
            if (!decided.isDone()) {
                sayWhoIsMissing();
            }
        });
        await(decided);
    }

    private void sayWhoIsMissing() {
        List<String> missing = contexts.stream()
                .filter(context -> !context.started().isDone())
                .map(ServiceContext::name)
                .toList();
        say.accept("  still starting: " + String.join(", ", missing) + "; what a service waits for stands in "
                + settings.data().resolve("logs/services.log"));
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            if (unwrapped(failure) instanceof StartupException known) {
                throw known;
            }
            throw new IllegalStateException("a service failed without a reason", failure);
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * Stops the gateway first, so that the other services still work while it answers its last requests, then
     * agent-service, which still stores what it answered, then the others side by side. Gives up on services that do
     * not stop, after 3.3 s in all: this JVM ends anyway.
     */
    public void stop() throws InterruptedException {
        if (contexts.isEmpty()) {
            return;
        }
        stop(contexts.subList(0, 1), GATEWAY_STOP);
        stop(contexts.subList(1, 2), AGENT_STOP);
        stop(contexts.subList(2, contexts.size()), STOP);
    }

    private void stop(List<ServiceContext> services, Duration timeout) throws InterruptedException {
        CompletableFuture<?>[] stopped = services.stream()
                .map(service -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    Thread.ofPlatform().daemon().name(service.name()).start(() -> {
                        service.close();
                        done.complete(null);
                    });
                    return done;
                })
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(stopped).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            say.accept("A service does not stop in time; ending it");
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a service could not be stopped", failure);
        }
    }
}
