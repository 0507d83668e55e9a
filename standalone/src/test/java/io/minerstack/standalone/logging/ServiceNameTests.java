package io.minerstack.standalone.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTests {

    @ParameterizedTest
    @CsvSource({
        "io.minerstack.agent.memory.MemoryClient, parallel-1, agent-service",
        "io.minerstack.memory.retention.Sweeper, gateway, memory-service",
        "io.minerstack.llmproxy.breaker.UpstreamBreaker, reactor-http-epoll-1, llm-proxy",
        "io.minerstack.gateway.GatewayApplication, main, gateway",
        "io.minerstack.llm-proxy.RequestContextFilter, reactor-http-epoll-1, llm-proxy",
        "io.minerstack.agent-service.ProblemExceptionHandler, parallel-1, agent-service",
        "org.springframework.context.Something, memory-service, memory-service",
        "io.netty.util.ResourceLeakDetector, reactor-http-epoll-1, miner-stack",
        "io.minerstack.servicesupport.context.DroppedErrors, parallel-1, miner-stack"
    })
    void tellsTheServiceByLoggerAndThread(String logger, String thread, String service) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setThreadName(thread);

        assertThat(ServiceName.of(event)).isEqualTo(service);
    }
}
