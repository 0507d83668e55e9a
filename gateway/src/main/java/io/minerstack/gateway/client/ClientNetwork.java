package io.minerstack.gateway.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * The network that a request comes from: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address there
 * has all of them.
 */
@Component
public class ClientNetwork {

    private static final int IPV6_BITS = 64;
    private static final int MOST_HOPS = 20;

    private final List<Network> trusted;

    ClientNetwork(ClientProperties properties) {
        this.trusted = properties.trustedProxies();
    }

    public String of(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        if (peer == null || peer.getAddress() == null) {
            return "unknown";
        }
        return network(client(peer.getAddress(), request.getHeaders().getOrDefault("X-Forwarded-For", List.of())));
    }

    /** Walks from our side outwards: everything left of the first hop that is not ours could be made up. */
    private InetAddress client(InetAddress peer, List<String> forwarded) {
        InetAddress nearest = peer;
        if (trusted.isEmpty() || !isTrusted(nearest)) {
            return nearest;
        }
        String[] hops = String.join(",", forwarded).split(",", -1);
        int last = Math.max(0, hops.length - MOST_HOPS);
        for (int i = hops.length - 1; i >= last && isTrusted(nearest); i--) {
            InetAddress hop = address(hops[i].strip());
            if (hop == null) {
                return nearest;
            }
            nearest = hop;
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** Reads {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1} and {@code [2001:db8::1]:80}. */
    private static @Nullable InetAddress address(String hop) {
        String literal = hop;
        if (hop.startsWith("[") && hop.contains("]")) {
            literal = hop.substring(1, hop.indexOf(']'));
        } else if (hop.indexOf(':') >= 0 && hop.indexOf(':') == hop.lastIndexOf(':')) {
            literal = hop.substring(0, hop.indexOf(':'));
        }
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return address.getHostAddress();
        }
        try {
            return InetAddress.getByAddress(Network.masked(bytes, IPV6_BITS)).getHostAddress() + "/" + IPV6_BITS;
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("a masked address has the length that it had", wrongLength);
        }
    }
}
