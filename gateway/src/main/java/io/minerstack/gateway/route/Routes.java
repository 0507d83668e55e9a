package io.minerstack.gateway.route;

import java.net.URI;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where each part of the public API is served. Keys, limits and methods were checked on arrival. */
@Configuration(proxyBeanMethods = false)
class Routes {

    @Bean
    RouteLocator publicApi(RouteLocatorBuilder routes, UpstreamProperties upstream) {
        URI agentService = upstream.url();
        return routes.routes()
                .route("components", route -> route.path(
                                "/complete",
                                "/refine",
                                "/feedback",
                                "/human_feedback",
                                "/summary",
                                "/aggregate",
                                "/internet_search")
                        .uri(agentService))
                .route("conversations", route -> route.path("/conversations", "/conversations/{cid}")
                        .uri(agentService))
                .route("playbook", route -> route.path("/playbook/{cid}", "/playbook/{cid}/context")
                        .uri(agentService))
                .route("capabilities", route -> route.path("/capabilities").uri(agentService))
                .build();
    }
}
