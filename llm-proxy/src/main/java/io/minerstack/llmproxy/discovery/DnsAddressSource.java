package io.minerstack.llmproxy.discovery;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.util.concurrent.Future;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * Asks DNS, and keeps nothing of the answer: who polls sees a change at once. A name with addresses of both families
 * has its IPv4 addresses only, because a pod with both is one server.
 */
public class DnsAddressSource implements AddressSource, AutoCloseable {

    private final LoopResources loops = LoopResources.create("llm-dns", 1, true);
    private final DnsAddressResolverGroup resolvers;

    /** A source that asks the name servers of the machine. */
    public DnsAddressSource() {
        this(NameResolverProvider.builder());
    }

    /**
     * A source.
     *
     * @param names how to ask
     */
    DnsAddressSource(NameResolverProvider.NameResolverSpec names) {
        this.resolvers = names.resolveCache(NoopDnsCache.INSTANCE).build().newNameResolverGroup(loops, false);
    }

    @Override
    public Mono<Set<InetAddress>> addresses(String host) {
        return Mono.create(sink -> {
            AddressResolver<InetSocketAddress> resolver =
                    resolvers.getResolver(loops.onClient(false).next());
            Future<List<InetSocketAddress>> answer = resolver.resolveAll(InetSocketAddress.createUnresolved(host, 0));
            sink.onCancel(() -> answer.cancel(false));
            answer.addListener((Future<List<InetSocketAddress>> done) -> {
                if (done.isSuccess()) {
                    sink.success(ofOneFamily(done.getNow()));
                } else {
                    sink.error(done.cause());
                }
            });
        });
    }

    private static Set<InetAddress> ofOneFamily(List<InetSocketAddress> all) {
        boolean anyIpv4 = all.stream().anyMatch(each -> each.getAddress() instanceof Inet4Address);
        return all.stream()
                .map(InetSocketAddress::getAddress)
                .filter(address -> !anyIpv4 || address instanceof Inet4Address)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        resolvers.close();
        loops.dispose();
    }
}
