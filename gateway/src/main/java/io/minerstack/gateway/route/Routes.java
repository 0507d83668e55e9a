package io.minerstack.gateway.route;

import io.minerstack.gateway.endpoint.Endpoint;
import java.util.Arrays;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where each part of the public API is served. Keys, limits and methods were checked on arrival. */
@Configuration(proxyBeanMethods = false)
class Routes {

    @Bean
    RouteLocator publicApi(RouteLocatorBuilder routes, UpstreamProperties upstream) {
        String[] paths = Arrays.stream(Endpoint.values())
                .filter(Endpoint::isRelayed)
                .map(Endpoint::path)
                .toArray(String[]::new);
        return routes.routes()
                .route("agent-service", route -> route.path(paths).uri(upstream.url()))
                .build();
    }
}
