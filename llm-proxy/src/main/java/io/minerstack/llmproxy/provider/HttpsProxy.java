package io.minerstack.llmproxy.provider;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * The proxy that {@code HTTPS_PROXY} names, for upstreams with https. {@code NO_PROXY} lists hosts that are reached
 * directly: names with all their subdomains, addresses, each with or without a port, or {@code *}. This machine is
 * always reached directly.
 */
final class HttpsProxy {

    private static final int DEFAULT_PORT = 80;
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

    private static URI url(String text) {
        try {
            URI url = new URI(text.contains("://") ? text : "http://" + text);
            if ("http".equalsIgnoreCase(url.getScheme()) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            // the message below does not repeat the text, which may contain a password
        }
        throw new InvalidConfigurationException(
                "HTTPS_PROXY: not the URL of an HTTP proxy (expected: http://host:port)");
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
