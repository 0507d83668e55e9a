package io.minerstack.gateway.health;

import io.minerstack.servicesupport.client.Poller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Polls agent-service's health in the background, so that no caller of {@code /health} waits for agent-service. */
@Configuration(proxyBeanMethods = false)
class AgentHealthConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AgentHealthConfiguration.class);

    @Bean
    Poller agentHealthPoller(AgentHealthProperties properties, AgentHealthClient client, AgentHealth health) {
        return Poller.every(
                        properties.interval(), log, "health of agent-service", () -> client.fetch(health.lastKnown())
                                .doOnNext(health::update))
                .build();
    }
}
