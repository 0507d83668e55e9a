package io.minerstack.gateway.netty;

import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which connections stay open when there are too many. Connections that have shown no valid key have a share
 * per network: one more closes the oldest of them, so that a caller with a valid key always gets the moment it needs to
 * show that key, whoever else has the same address. When all places are taken, the oldest connection without a valid
 * key goes first. A sixteenth of the places is never held by idle connections with a valid key: where fewer connections
 * are without one, the connection with a valid key that has been idle longest goes.
 *
 * <p>Every method takes constant time. One lock, held for well under a microsecond: connections are opened and closed
 * by one thread, and requests change the state of their connection from several.
 */
final class ConnectionTable {

    private static final int RESERVE_DIVISOR = 16;

    private final int limit;
    private final int share;
    private final int reserve;

    // in the order in which they were opened, or lost their trust
    private final Set<OpenConnection> untrusted = new LinkedHashSet<>();
    private final Map<String, Set<OpenConnection>> untrustedByNetwork = new HashMap<>();
    // trusted and without a request, in the order in which they became idle
    private final Set<OpenConnection> idle = new LinkedHashSet<>();
    private int open;

    /**
     * A table without connections.
     *
     * @param limit most connections
     * @param share most connections of one network that have shown no valid key
     */
    ConnectionTable(int limit, int share) {
        this.limit = limit;
        this.share = share;
        this.reserve = Math.max(1, limit / RESERVE_DIVISOR);
    }

    /** Takes a connection in, and out the one that has to make room for it. */
    synchronized Admission admit(OpenConnection connection) {
        OpenConnection evicted = null;
        Reason reason = null;
        Set<OpenConnection> sameNetwork = untrustedByNetwork.getOrDefault(connection.network(), Set.of());
        if (!connection.trusted && sameNetwork.size() >= share) {
            evicted = sameNetwork.iterator().next();
            reason = Reason.ADDRESS_SHARE;
        } else if (open >= limit) {
            evicted = mostDispensable();
            reason = Reason.FULL;
            if (evicted == null) {
                connection.open = false;
                return Admission.REFUSED;
            }
        }
        if (evicted != null) {
            remove(evicted);
        }
        open++;
        add(connection);
        return new Admission(true, evicted, reason);
    }

    private @Nullable OpenConnection mostDispensable() {
        OpenConnection longestIdle = first(idle);
        return untrusted.size() >= reserve || longestIdle == null ? first(untrusted) : longestIdle;
    }

    synchronized void setTrusted(OpenConnection connection, boolean trusted) {
        if (connection.open && connection.trusted != trusted) {
            take(connection);
            connection.trusted = trusted;
            add(connection);
        }
    }

    synchronized void setBusy(OpenConnection connection, boolean busy) {
        if (connection.open && connection.busy != busy) {
            connection.busy = busy;
            if (connection.trusted) {
                take(connection);
                add(connection);
            }
        }
    }

    synchronized void remove(OpenConnection connection) {
        if (connection.open) {
            connection.open = false;
            open--;
            take(connection);
        }
    }

    synchronized int size() {
        return open;
    }

    synchronized int untrustedSize() {
        return untrusted.size();
    }

    private void add(OpenConnection connection) {
        if (!connection.trusted) {
            untrusted.add(connection);
            untrustedByNetwork
                    .computeIfAbsent(connection.network(), network -> new LinkedHashSet<>())
                    .add(connection);
        } else if (!connection.busy) {
            idle.add(connection);
        }
    }

    private void take(OpenConnection connection) {
        idle.remove(connection);
        if (untrusted.remove(connection)) {
            untrustedByNetwork.computeIfPresent(connection.network(), (network, connections) -> {
                connections.remove(connection);
                return connections.isEmpty() ? null : connections;
            });
        }
    }

    private static @Nullable OpenConnection first(Set<OpenConnection> connections) {
        Iterator<OpenConnection> all = connections.iterator();
        return all.hasNext() ? all.next() : null;
    }

    /** Why a connection had to make room. */
    enum Reason implements LowerCaseLabel {
        ADDRESS_SHARE,
        FULL
    }

    /**
     * What happens with a new connection.
     *
     * @param accepted whether it stays open
     * @param evicted the connection that must be closed instead
     * @param reason why {@code evicted} must be closed
     */
    record Admission(
            boolean accepted,
            @Nullable OpenConnection evicted,
            @Nullable Reason reason) {

        static final Admission REFUSED = new Admission(false, null, null);
    }
}
