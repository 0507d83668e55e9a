package io.minerstack.llmproxy.discovery;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves every name to one address: all connections of a client go to one of the servers that share a name. Host
 * header, TLS and the check of the certificate see the name.
 */
public final class PinnedAddress extends AddressResolverGroup<InetSocketAddress> {

    private final InetAddress address;

    public PinnedAddress(InetAddress address) {
        this.address = address;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new OneAddress(executor));
    }

    private final class OneAddress extends InetNameResolver {

        OneAddress(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) throws UnknownHostException {
            promise.setSuccess(InetAddress.getByAddress(host, address.getAddress()));
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) throws UnknownHostException {
            promise.setSuccess(List.of(InetAddress.getByAddress(host, address.getAddress())));
        }
    }
}
