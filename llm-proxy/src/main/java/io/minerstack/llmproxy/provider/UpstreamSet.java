package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.upstream.Upstream;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upstreams of a provider. Each configured URL is one, until its host name has several addresses; from then on each
 * address is one. What is known about an upstream stays while its address stays, and goes with it.
 */
class UpstreamSet {

    private static final Logger log = LoggerFactory.getLogger(UpstreamSet.class);

    /** More would cost too much memory, and no name server can list many more. */
    private static final int MAX_ADDRESSES = 128;

    private final UpstreamFactory factory;
    private final boolean single;
    private List<Member> members = List.of();
    private volatile List<Upstream> upstreams = List.of();
    private volatile Runnable listener = () -> {};

    /**
     * One of the upstreams.
     *
     * @param api the configured URL
     * @param number 0 for the only upstream, which is named as its provider
     * @param address null where connections go to all addresses of the host in turn
     */
    private record Member(URI api, int number, @Nullable InetAddress address, Upstream upstream) {}

    UpstreamSet(UpstreamFactory factory) {
        this.factory = factory;
        List<URI> apis = factory.apis();
        this.single = apis.size() == 1;
        for (URI api : apis) {
            members = with(members, api, null);
        }
        this.upstreams = upstreams(members);
    }

    private static List<Upstream> upstreams(List<Member> members) {
        return members.stream().map(Member::upstream).toList();
    }

    /** The upstreams now, at least one. */
    List<Upstream> all() {
        return upstreams;
    }

    /**
     * Requests that may be in flight at the same time: as many as the available upstreams work on at once. An upstream
     * that does not tell that number counts as the average of those that do, at least 1. A further request would wait
     * in an upstream, where all tenants are served as one.
     *
     * @param most the limit in any case, and the only one where no upstream tells, or none is available: requests need
     *     not wait to learn that
     */
    int places(int most) {
        return places(
                upstreams.stream()
                        .filter(Upstream::isAvailable)
                        .map(Upstream::maxSequences)
                        .toList(),
                most);
    }

    static int places(List<@Nullable Integer> sequences, int most) {
        LongSummaryStatistics known = sequences.stream()
                .filter(Objects::nonNull)
                .mapToLong(Integer::longValue)
                .summaryStatistics();
        if (known.getCount() == 0) {
            return most;
        }
        long unknown = sequences.size() - known.getCount();
        return (int) Math.min(known.getSum() + unknown * Math.max(1, Math.round(known.getAverage())), most);
    }

    /** Calls this when there may be more places. */
    void onPlacesChanged(Runnable changed) {
        listener = changed;
    }

    private void placesChanged() {
        listener.run();
    }

    /** The URLs whose host names may have several addresses. */
    List<URI> discoverable() {
        return factory.apis().stream().distinct().filter(factory::hasReplicas).toList();
    }

    /**
     * The host of a URL has these addresses now. No address says nothing: where no server is ready, those that were
     * there last may be the first that are back.
     */
    synchronized void update(URI api, Set<InetAddress> found) {
        boolean byName = members.stream().anyMatch(member -> member.api().equals(api) && member.address() == null);
        if (found.isEmpty() || (byName && found.size() == 1)) {
            return;
        }
        // in a fixed order, so that names and the limit do not depend on the order of the answer
        List<InetAddress> addresses = found.stream()
                .sorted(Comparator.comparing(InetAddress::getHostAddress))
                .limit(MAX_ADDRESSES)
                .toList();
        List<Member> gone = members.stream()
                .filter(member ->
                        member.api().equals(api) && (member.address() == null || !addresses.contains(member.address())))
                .toList();
        List<Member> next = new ArrayList<>(members);
        next.removeAll(gone);
        for (Member member : gone) {
            factory.release(member.upstream().name());
            changed(member, "left");
        }
        for (InetAddress address : addresses) {
            if (next.stream().noneMatch(member -> member.api().equals(api) && address.equals(member.address()))) {
                next = with(next, api, address);
                changed(next.getLast(), "joined");
            }
        }
        members = List.copyOf(next);
        upstreams = upstreams(members);
        // after the others can be chosen: a request that waits for its turn goes on to one of them
        gone.forEach(member -> member.upstream().retire());
        placesChanged();
    }

    private List<Member> with(List<Member> current, URI api, @Nullable InetAddress address) {
        int number = single && address == null ? 0 : freeNumber(current);
        String name = number == 0 ? factory.label() : factory.label() + "-" + number;
        List<Member> next = new ArrayList<>(current);
        next.add(new Member(api, number, address, factory.create(name, api, address, this::placesChanged)));
        return next;
    }

    /** The lowest one, so that a server that is replaced again and again makes no new names in the metrics. */
    private static int freeNumber(List<Member> current) {
        return IntStream.iterate(1, number -> number + 1)
                .filter(number -> current.stream().noneMatch(member -> member.number() == number))
                .findFirst()
                .orElseThrow();
    }

    private static void changed(Member member, String change) {
        if (member.address() != null) {
            log.atInfo()
                    .addKeyValue("upstream", member.upstream().name())
                    .log(
                            "upstream {}: {} {}",
                            member.upstream().name(),
                            member.address().getHostAddress(),
                            change);
        }
    }
}
