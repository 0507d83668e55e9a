package io.minerstack.standalone.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Writes Spring Boot's ECS format, each line with the name of the service that it is about. */
class EcsEncoder extends EncoderBase<ILoggingEvent> {

    private final Map<String, StructuredLogEncoder> encoders = new HashMap<>();
    private final StructuredLogEncoder other;

    EcsEncoder(LoggerContext context) {
        setContext(context);
        for (String service : ServiceName.ALL) {
            encoders.put(service, encoder(context, service));
        }
        other = encoder(context, ServiceName.UNKNOWN);
        start();
    }

    /** The encoder reads its environment once, when it starts. */
    private static StructuredLogEncoder encoder(LoggerContext context, String service) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("service", Map.of("spring.application.name", service)));
        context.putObject(Environment.class.getName(), environment);
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        return encoder;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return encoders.getOrDefault(ServiceName.of(event), other).encode(event);
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
