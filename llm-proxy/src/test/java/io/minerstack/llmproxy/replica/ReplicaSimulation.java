package io.minerstack.llmproxy.replica;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Runs the same conversations against 2 to 16 simulated servers with different ways to choose one. {@link #main} prints
 * the table of docs/performance.md.
 */
final class ReplicaSimulation {

    private static final int[] SIZES = {2, 4, 8, 16};
    private static final double WARM = 0.2;

    private final ReplicaChooser chooser;
    private final List<SimulatedServer> servers = new ArrayList<>();
    private final List<List<SimulatedReplica>> proxies = new ArrayList<>();
    private final SplittableRandom balancer = new SplittableRandom(7);
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingDouble(Event::time).thenComparingLong(Event::number));
    private final Map<SimulatedRequest, ReplicaLoad.Assignment> assignments = new HashMap<>();
    private final List<Double> firstTokens = new ArrayList<>();
    private final double seconds;
    private double now;
    private long eventCount;

    private record Event(double time, long number, Runnable action) {}

    /**
     * What callers saw.
     *
     * @param p50 of the time to the first token in seconds
     * @param p99 of the same
     * @param cached share of the prompt tokens that were in the cache of their server
     * @param most requests of the server that got most, as a multiple of the mean
     */
    record Result(double p50, double p99, double cached, double most) {}

    private ReplicaSimulation(int size, int proxyCount, ReplicaChooser chooser, double seconds) {
        this.chooser = chooser;
        this.seconds = seconds;
        for (int server = 0; server < size; server++) {
            servers.add(new SimulatedServer());
        }
        for (int proxy = 0; proxy < proxyCount; proxy++) {
            proxies.add(IntStream.range(0, size)
                    .mapToObj(server -> new SimulatedReplica(servers.get(server), server))
                    .toList());
        }
    }

    /** Runs the load for a time in seconds; the first fifth is not measured. */
    static Result run(int size, ReplicaChooser chooser, SimulatedLoad load, double seconds) {
        return run(size, 1, chooser, load, seconds);
    }

    private static Result run(int size, int proxies, ReplicaChooser chooser, SimulatedLoad load, double seconds) {
        return new ReplicaSimulation(size, proxies, chooser, seconds).run(load);
    }

    private Result run(SimulatedLoad load) {
        SplittableRandom random = new SplittableRandom(42);
        String system = SimulatedConversation.text(random, load.systemTokens());
        double rate = load.conversationsPerSecond() * servers.size();
        for (double start = 0; start < seconds; start += -Math.log(1 - random.nextDouble()) / rate) {
            SimulatedConversation conversation = new SimulatedConversation(load, system, random.nextLong());
            at(start, () -> ask(conversation));
        }
        while (!events.isEmpty()) {
            Event event = events.remove();
            now = event.time();
            event.action().run();
        }
        firstTokens.sort(Comparator.naturalOrder());
        double all = sum(server -> server.promptTokens);
        double most = servers.stream()
                .mapToDouble(server -> server.promptTokens)
                .max()
                .orElse(0);
        return new Result(
                percentile(0.5),
                percentile(0.99),
                1 - sum(server -> server.readTokens) / all,
                most * servers.size() / all);
    }

    private double sum(ToDoubleFunction<SimulatedServer> value) {
        return servers.stream().mapToDouble(value).sum();
    }

    private double percentile(double share) {
        return firstTokens.get((int) (share * (firstTokens.size() - 1)));
    }

    private void at(double time, Runnable action) {
        events.add(new Event(time, eventCount++, action));
    }

    private void ask(SimulatedConversation conversation) {
        SimulatedRequest request = conversation.next(now);
        List<SimulatedReplica> known = proxies.get(balancer.nextInt(proxies.size()));
        ReplicaChoice<SimulatedReplica> choice = chooser.choose(known, request.prompt);
        assignments.put(request, choice.assign());
        SimulatedServer server = choice.replica().server();
        server.add(request);
        if (!server.working) {
            server.working = true;
            work(server);
        }
    }

    private void work(SimulatedServer server) {
        if (server.isIdle()) {
            server.working = false;
            return;
        }
        SimulatedServer.Step step = server.step();
        at(now + step.seconds(), () -> {
            step.firstTokens().forEach(this::firstToken);
            step.ended().forEach(this::ended);
            work(server);
        });
    }

    private void firstToken(SimulatedRequest request) {
        Objects.requireNonNull(assignments.get(request)).promptRead();
        if (request.arrival > WARM * seconds && request.arrival < seconds) {
            firstTokens.add(now - request.arrival);
        }
    }

    private void ended(SimulatedRequest request) {
        Objects.requireNonNull(assignments.remove(request)).end();
        if (request.conversation.goesOn()) {
            at(now + request.conversation.pause(), () -> ask(request.conversation));
        }
    }

    public static void main(String[] arguments) {
        print("conversations", SimulatedLoad.CONVERSATIONS, 300);
        print("few conversations", SimulatedLoad.FEW_CONVERSATIONS, 3000);
        print("single questions", SimulatedLoad.SINGLE_QUESTIONS, 300);
        System.out.println("\n| llm-proxies, 8 servers | p50 / p99 | cached |\n|---|---|---|");
        for (int proxies : new int[] {1, 2, 4}) {
            Result ours = run(8, proxies, new PrefixChooser(), SimulatedLoad.CONVERSATIONS, 300);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.0f / %.0f ms | %.0f %% |%n",
                    proxies,
                    1e3 * ours.p50(),
                    1e3 * ours.p99(),
                    100 * ours.cached());
        }
    }

    private static void print(String name, SimulatedLoad load, double seconds) {
        System.out.println("\n**" + name + "**\n\n| servers | round robin p50 / p99 | fewest requests p50 / p99"
                + " | ours p50 / p99 | cached: round robin, ours | busiest server, ours |\n|---|---|---|---|---|---|");
        for (int size : SIZES) {
            Result turns = run(size, new InTurn(), load, seconds);
            Result fewest = run(size, new FewestRequests(), load, seconds);
            Result ours = run(size, new PrefixChooser(), load, seconds);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.0f / %.0f ms | %.0f / %.0f ms | %.0f / %.0f ms | %.0f %%, %.0f %% | %.2f x the mean |%n",
                    size,
                    1e3 * turns.p50(),
                    1e3 * turns.p99(),
                    1e3 * fewest.p50(),
                    1e3 * fewest.p99(),
                    1e3 * ours.p50(),
                    1e3 * ours.p99(),
                    100 * turns.cached(),
                    100 * ours.cached(),
                    ours.most());
        }
    }

    /** Round robin. */
    static final class InTurn implements ReplicaChooser {

        private int last;

        @Override
        public <R extends Replica> ReplicaChoice<R> choose(List<R> candidates, PromptPrefix prompt) {
            return new ReplicaChoice<>(
                    candidates.get(last++ % candidates.size()), ReplicaChoice.Reason.LOAD, prompt, 0);
        }
    }

    /** By load alone: what {@code LLM_PREFIX_MEMORY=0} does. */
    static final class FewestRequests implements ReplicaChooser {

        private final ReplicaChooser chooser = new PrefixChooser();

        @Override
        public <R extends Replica> ReplicaChoice<R> choose(List<R> candidates, PromptPrefix prompt) {
            ReplicaChoice<R> choice = chooser.choose(candidates, PromptPrefix.NONE);
            return new ReplicaChoice<>(choice.replica(), choice.reason(), PromptPrefix.NONE, 0);
        }
    }
}
