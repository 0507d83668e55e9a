package io.minerstack.llmproxy.provider;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import io.netty.resolver.NoopAddressResolverGroup;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * The proxy that {@code HTTPS_PROXY} names, for upstreams with https. {@code NO_PROXY} lists hosts that are reached
 * directly: names with all their subdomains, addresses, each with or without a port, blocks of addresses such as {@code
 * 10.0.0.0/8}, or {@code *}. A block matches only a host that is written as an address: no name is looked up. This
 * machine is always reached directly.
 */
final class HttpsProxy {

    private static final Logger log = LoggerFactory.getLogger(HttpsProxy.class);
    private static final Pattern NAME = Pattern.compile("\\*|(\\*?\\.)?[\\w.-]+(:\\d+)?|\\[?[0-9a-f:.]+]?(:\\d+)?");
    private static final Pattern BLOCK = Pattern.compile("([0-9a-f:.]{2,45})/(\\d{1,3})");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9]{0,9})://");
    private static final int DEFAULT_PORT = 80;
    private static final int MAX_PORT = 65_535;
    private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

    private final @Nullable URI proxy;
    private final List<String> direct;

    private HttpsProxy(@Nullable URI proxy, List<String> direct) {
        this.proxy = proxy;
        this.direct = direct;
    }

    /**
     * Reads the settings as they stand in the environment.
     *
     * @param proxy such as {@code http://user:password@host:3128} or {@code host:3128}; null or blank for none
     * @param noProxy comma-separated; null or blank for none
     * @throws InvalidConfigurationException if {@code proxy} is anything else
     */
    static HttpsProxy read(@Nullable String proxy, @Nullable String noProxy) {
        List<String> direct = noProxy == null
                ? List.of()
                : Arrays.stream(noProxy.split("[, ]+", -1))
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .toList();
        return new HttpsProxy(proxy == null || proxy.isBlank() ? null : url(proxy.strip()), direct);
    }

    /** One warning for the entries of {@code NO_PROXY} that match nothing. */
    void warnOfUnusableEntries() {
        long unusable = direct.stream().filter(entry -> !isUsable(entry)).count();
        if (proxy != null && unusable > 0) {
            log.warn("NO_PROXY: {} of {} entries can't be read and are ignored", unusable, direct.size());
        }
    }

    /** Whether an entry of {@code NO_PROXY} can match a host. */
    static boolean isUsable(String entry) {
        return NAME.matcher(entry).matches() || block(entry) != null;
    }

    /** A block of addresses. */
    private record Block(InetAddress address, int bits) {

        boolean contains(InetAddress host) {
            byte[] own = address.getAddress();
            byte[] other = host.getAddress();
            if (other.length != own.length) {
                return false;
            }
            int unused = 8 * own.length - bits;
            return new BigInteger(1, own).shiftRight(unused).equals(new BigInteger(1, other).shiftRight(unused));
        }
    }

    private static @Nullable Block block(String entry) {
        Matcher parts = BLOCK.matcher(entry);
        InetAddress address = parts.matches() ? address(parts.group(1)) : null;
        if (address == null) {
            return null;
        }
        int bits = Integer.parseInt(parts.group(2));
        return bits <= 8 * address.getAddress().length ? new Block(address, bits) : null;
    }

    /** An address, null for a name: names are not looked up. */
    private static @Nullable InetAddress address(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    private static URI url(String text) {
        boolean hasScheme = text.contains("://");
        try {
            URI url = new URI(hasScheme ? text : "http://" + text);
            // one word without a port is rather a mistake than the name of a proxy
            if ("http".equalsIgnoreCase(url.getScheme())
                    && url.getHost() != null
                    && (hasScheme || url.getPort() >= 0)
                    && url.getPort() != 0
                    && url.getPort() <= MAX_PORT) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            // the message below does not repeat the text, which may contain a password
        }
        throw new InvalidConfigurationException(
                "HTTPS_PROXY: not the URL of an HTTP proxy" + flaw(text) + " (expected: http://host:port)");
    }

    /** What is wrong, where the beginning of the text shows it; the rest may contain a password. */
    private static String flaw(String text) {
        Matcher scheme = SCHEME.matcher(text);
        return scheme.lookingAt() && !scheme.group(1).equalsIgnoreCase("http")
                ? ": a proxy of the kind " + scheme.group(1).toLowerCase(Locale.ROOT) + " is not supported"
                : ", or without a port from 1 to " + MAX_PORT;
    }

    /** Whether requests to this API go through the proxy. */
    boolean appliesTo(URI api) {
        String host = api.getHost().toLowerCase(Locale.ROOT);
        return proxy != null
                && "https".equals(api.getScheme())
                && !THIS_MACHINE.contains(host)
                && direct.stream().noneMatch(entry -> matches(entry, host, api.getPort()));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        Block block = block(entry);
        if (block != null) {
            InetAddress address = address(host.replaceAll("[\\[\\]]", ""));
            return address != null && block.contains(address);
        }
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && entry.substring(colon + 1).chars().allMatch(Character::isDigit);
        if (hasPort && !entry.substring(colon + 1).equals(Integer.toString(port < 0 ? 443 : port))) {
            return false;
        }
        String name = hasPort ? entry.substring(0, colon) : entry;
        String domain = name.startsWith("*.") ? name.substring(1) : name.startsWith(".") ? name : "." + name;
        return host.equals(name) || host.endsWith(domain) || host.equals(domain.substring(1));
    }

    /** The client for one API: through the proxy, or unchanged. */
    HttpClient apply(HttpClient client, URI api) {
        URI server = proxy;
        if (server == null || !appliesTo(api)) {
            return client;
        }
        return client.proxy(spec -> {
                    ProxyProvider.Builder builder = spec.type(ProxyProvider.Proxy.HTTP)
                            .host(server.getHost())
                            .port(server.getPort() < 0 ? DEFAULT_PORT : server.getPort());
                    String user = server.getUserInfo();
                    if (user != null) {
                        int colon = user.indexOf(':');
                        String password = colon < 0 ? "" : user.substring(colon + 1);
                        builder.username(colon < 0 ? user : user.substring(0, colon))
                                .password(name -> password);
                    }
                })
                // the proxy resolves the name: inside a closed network we may be unable to
                .resolver(NoopAddressResolverGroup.INSTANCE);
    }
}
