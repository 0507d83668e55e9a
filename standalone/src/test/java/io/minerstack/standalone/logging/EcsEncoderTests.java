package io.minerstack.standalone.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EcsEncoderTests {

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void useMdc() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @ParameterizedTest
    @CsvSource({
        "io.minerstack.agent.memory.MemoryClient, agent-service",
        "io.minerstack.gateway.health.HealthController, gateway",
        "io.netty.util.ResourceLeakDetector, miner-stack"
    })
    void namesTheServiceOfEachLine(String name, String service) {
        Logger logger = context.getLogger(name);
        LoggingEvent event =
                new LoggingEvent("here", logger, Level.WARN, "no answer from {}", null, new Object[] {"x"});

        JsonNode line =
                JsonMapper.shared().readTree(new String(new EcsEncoder(context).encode(event), StandardCharsets.UTF_8));

        assertThat(line.at("/service/name").stringValue()).isEqualTo(service);
        assertThat(line.at("/message").stringValue()).isEqualTo("no answer from x");
        assertThat(line.at("/log/level").stringValue()).isEqualTo("WARN");
    }
}
