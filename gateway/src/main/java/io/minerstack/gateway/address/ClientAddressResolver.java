package io.minerstack.gateway.address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Finds the client's address: the address of the connection, or what a trusted proxy says in {@code X-Forwarded-For}.
 */
@Component
public class ClientAddressResolver {

    private static final int IPV6_NETWORK_BITS = 64;
    private static final int MAX_HOPS = 20;

    private final List<CidrBlock> trustedProxies;

    ClientAddressResolver(TrustedProxyProperties properties) {
        this.trustedProxies = properties.trustedProxies();
    }

    /**
     * The network that is one client: an IPv4 address such as {@code 192.0.2.1}, or the /64 of an IPv6 address, since a
     * client that has one address of a /64 can use all of them. {@code unknown} for a connection without an address.
     */
    public String networkOf(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        if (peer == null || peer.getAddress() == null) {
            return "unknown";
        }
        return network(client(peer.getAddress(), request.getHeaders().getOrDefault("X-Forwarded-For", List.of())));
    }

    /** As {@link #networkOf(ServerHttpRequest)}, for the address at the other end of a connection. */
    public String networkOf(InetAddress peer) {
        return network(peer);
    }

    /** Whether the other end of the request's connection is a proxy of {@code TRUSTED_PROXIES}. */
    public boolean comesThroughTrustedProxy(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        return peer != null && peer.getAddress() != null && isTrusted(peer.getAddress());
    }

    /** Reads the hops from right to left: hops left of the first untrusted one can be forged. */
    private InetAddress client(InetAddress peer, List<String> forwardedFor) {
        InetAddress nearest = peer;
        if (trustedProxies.isEmpty() || !isTrusted(nearest)) {
            return nearest;
        }
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        int last = Math.max(0, hops.length - MAX_HOPS);
        for (int i = hops.length - 1; i >= last && isTrusted(nearest); i--) {
            InetAddress hop = parse(hops[i].strip());
            if (hop == null) {
                return nearest;
            }
            nearest = hop;
        }
        return nearest;
    }

    /** Whether this is the address of a proxy of {@code TRUSTED_PROXIES}. */
    public boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(block -> block.contains(address));
    }

    /**
     * Parses {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1} and {@code [2001:db8::1]:80}.
     *
     * @return null for anything else
     */
    private static @Nullable InetAddress parse(String hop) {
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
            return InetAddress.getByAddress(CidrBlock.masked(bytes, IPV6_NETWORK_BITS))
                            .getHostAddress() + "/" + IPV6_NETWORK_BITS;
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("masking keeps the length of an address", wrongLength);
        }
    }
}
