package io.minerstack.bench.weather;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the model servers were asked and what they sent. */
class Ledger {

    private final Map<Integer, List<Sent>> sent = new ConcurrentHashMap<>();
    private final Map<Fault, LongAdder> faults = counters(Fault.class);
    private final Map<ServerDialect, LongAdder> dialects = counters(ServerDialect.class);
    private final Map<Server, LongAdder> attempts = counters(Server.class);

    /** The number of the attempt at this server for this request, from 0. */
    int nextAttempt(int request, Server server) {
        return (int) sentFor(request).stream()
                .filter(answer -> answer.server() == server)
                .count();
    }

    void record(int request, Sent answer) {
        sent.computeIfAbsent(request, number -> new ArrayList<>());
        sent.computeIfPresent(request, (number, list) -> {
            List<Sent> more = new ArrayList<>(list);
            more.add(answer);
            return more;
        });
        counter(attempts, answer.server()).increment();
        if (answer.server() == Server.PRIMARY) {
            counter(faults, answer.fault()).increment();
            counter(dialects, answer.dialect()).increment();
        }
    }

    /** Everything that was sent for a request, in order. */
    List<Sent> sentFor(int request) {
        return List.copyOf(sent.getOrDefault(request, List.of()));
    }

    long count(Fault fault) {
        return counter(faults, fault).sum();
    }

    long count(ServerDialect dialect) {
        return counter(dialects, dialect).sum();
    }

    long count(Server server) {
        return counter(attempts, server).sum();
    }

    private static <E extends Enum<E>> LongAdder counter(Map<E, LongAdder> counters, E key) {
        LongAdder counter = counters.get(key);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + key);
        }
        return counter;
    }

    private static <E extends Enum<E>> Map<E, LongAdder> counters(Class<E> type) {
        Map<E, LongAdder> counters = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counters.put(constant, new LongAdder());
        }
        return counters;
    }

    /**
     * One response of a server.
     *
     * @param text the immediate response of the whole answer, also if only a part of it was sent
     * @param whole whether the whole answer was sent
     */
    record Sent(Server server, ServerDialect dialect, Fault fault, ReplyForm form, String text, boolean whole) {

        @Override
        public String toString() {
            return server + " " + dialect + " " + fault + (whole ? " " + form : "");
        }
    }
}
