package io.minerstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ReflectionUtils;

/** A plain number of any time of this service means seconds. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "API_KEY=" + TestObjects.KEY,
            "ANSWER_TARGET=7",
            "AGENT_SERVICE_ACQUIRE_TIMEOUT=7",
            "AGENT_SERVICE_CONNECT_TIMEOUT=7",
            "BLOCK_TIME=7",
            "DEADLINE_MARGIN=7",
            "HEAD_TIMEOUT=7",
            "HEALTH_INTERVAL=7",
            "HEALTH_MAX_AGE=7",
            "IDLE_TIMEOUT=7",
            "LINGER_TIMEOUT=7",
            // the former name of CONNECT_RETRY_LIMIT
            "PEER_PATIENCE=7",
            "REQUEST_TIMEOUT=14",
            "SHUTDOWN_DELAY=7",
            "VALKEY_TIMEOUT=7",
            "management.server.port=0"
        })
class PlainNumbersIT {

    @Autowired
    private ApplicationContext context;

    @Test
    void areSeconds() {
        Map<String, Duration> times = new TreeMap<>();
        context.getBeansWithAnnotation(ConfigurationProperties.class).values().stream()
                .filter(properties -> properties.getClass().getPackageName().startsWith("io.minerstack."))
                .filter(properties -> properties.getClass().isRecord())
                .forEach(properties -> Arrays.stream(properties.getClass().getRecordComponents())
                        .filter(component -> component.getType() == Duration.class)
                        .forEach(component -> times.put(
                                properties.getClass().getSimpleName() + "." + component.getName(),
                                value(properties, component))));

        assertThat(times).hasSizeGreaterThan(9).containsEntry("ConnectRetryProperties.limit", Duration.ofSeconds(7));
        assertThat(times).allSatisfy((name, time) -> assertThat(time)
                .as(name)
                .isEqualTo(Duration.ofSeconds(name.equals("RequestContextProperties.requestTimeout") ? 14 : 7)));
    }

    private static Duration value(Object properties, RecordComponent component) {
        component.getAccessor().setAccessible(true);
        return (Duration) Objects.requireNonNull(ReflectionUtils.invokeMethod(component.getAccessor(), properties));
    }
}
