package io.minerstack.llmproxy.discovery;

import java.net.InetAddress;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Tells which addresses a host name has now. */
public interface AddressSource {

    /** All addresses of a name. Fails where nothing is known about it. */
    Mono<Set<InetAddress>> addresses(String host);
}
