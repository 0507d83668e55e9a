package io.minerstack.hop.call;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Decides what a request's {@link Call} is: services inside trust their caller's headers, the gateway trusts nobody. */
@FunctionalInterface
public interface CallSource {

    Call of(ServerHttpRequest request);
}
