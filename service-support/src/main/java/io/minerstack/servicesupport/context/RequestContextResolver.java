package io.minerstack.servicesupport.context;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Decides what a request's {@link RequestContext} is: services inside trust their caller's headers, the gateway trusts nobody. */
@FunctionalInterface
public interface RequestContextResolver {

    RequestContext of(ServerHttpRequest request);
}
