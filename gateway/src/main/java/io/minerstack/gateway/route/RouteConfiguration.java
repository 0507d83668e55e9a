package io.minerstack.gateway.route;

import io.minerstack.gateway.endpoint.Endpoint;
import java.util.Arrays;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Routes every relayed endpoint to agent-service. The filters before have checked key, method and limits already. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    RouteLocator publicApi(RouteLocatorBuilder routes, AgentServiceProperties agentService) {
        String[] paths = Arrays.stream(Endpoint.values())
                .filter(Endpoint::isRelayed)
                .map(Endpoint::path)
                .toArray(String[]::new);
        return routes.routes()
                .route("agent-service", route -> route.path(paths).uri(agentService.url()))
                .build();
    }
}
