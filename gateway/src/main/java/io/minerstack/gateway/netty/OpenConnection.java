package io.minerstack.gateway.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/**
 * One connection of the public port. What it is allowed changes with what its requests show: see {@link
 * ConnectionTable}, whose lock guards the state.
 */
final class OpenConnection {

    /** The entry of a channel. Channels of the management port have none. */
    static final AttributeKey<OpenConnection> ATTRIBUTE = AttributeKey.valueOf(OpenConnection.class, "entry");

    private final ConnectionTable table;
    private final String network;
    private final boolean proxy;
    private final Runnable close;

    // guarded by the table
    boolean trusted;
    boolean busy;
    boolean open = true;

    /**
     * A connection that has no place yet.
     *
     * @param network what is one client, such as {@code 192.0.2.1} or {@code 2001:db8:1:2::/64}
     * @param proxy whether a trusted proxy opened the connection; it needs no key of its own
     * @param close closes the connection without waiting for anything
     */
    OpenConnection(ConnectionTable table, String network, boolean proxy, Runnable close) {
        this.table = table;
        this.network = network;
        this.proxy = proxy;
        this.close = close;
        this.trusted = proxy;
    }

    static OpenConnection of(ConnectionTable table, String network, boolean proxy, Channel channel) {
        return new OpenConnection(
                table,
                network,
                proxy,
                // not channel.close(): that would wait for the rest of a body
                () -> channel.eventLoop()
                        .execute(() -> channel.unsafe().close(channel.unsafe().voidPromise())));
    }

    String network() {
        return network;
    }

    /** A request had a valid key: the connection no longer counts for its address. */
    void trust() {
        table.setTrusted(this, true);
    }

    /** A request had a key that is not accepted: the connection counts for its address again. */
    void distrust() {
        if (!proxy) {
            table.setTrusted(this, false);
        }
    }

    /** A request is under way, or none is. */
    void setBusy(boolean now) {
        table.setBusy(this, now);
    }

    void closed() {
        table.remove(this);
    }

    /** Closes the connection to make room for another. */
    void evict() {
        close.run();
    }
}
