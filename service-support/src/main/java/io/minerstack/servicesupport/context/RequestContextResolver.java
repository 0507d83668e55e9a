package io.minerstack.servicesupport.context;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Finds the {@link RequestContext} of a request. The gateway trusts no header of its callers; the services behind the
 * gateway trust them all.
 */
@FunctionalInterface
public interface RequestContextResolver {

    RequestContext of(ServerHttpRequest request);
}
