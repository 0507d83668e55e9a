package io.minerstack.servicesupport.tracing;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.minerstack.servicesupport.context.RequestContextAutoConfiguration;
import io.minerstack.servicesupport.context.ServiceLogger;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Gives a service a {@link RequestTracer} where a collector is set, and nothing otherwise. Builds OpenTelemetry's parts
 * itself: their own set-up reads the process's variables, and several services may run in one process. Spring's
 * observations stay metrics alone: spans of them would come from every health check.
 */
@AutoConfiguration(before = RequestContextAutoConfiguration.class)
@Conditional(OnTracing.class)
@EnableConfigurationProperties(TracingProperties.class)
public class TracingAutoConfiguration {

    private static final String SCOPE = "io.minerstack";

    /** Short, because a service that stops waits for the last spans, and a stack has five seconds to stop. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Bean
    SpanExport spanExport(TracingProperties properties, Environment environment) {
        String service = environment.getProperty("spring.application.name", "miner-stack");
        OtlpHttpSpanExporter exporter;
        try {
            exporter = OtlpHttpSpanExporter.builder()
                    .setEndpoint(properties.tracesUrl())
                    .setConnectTimeout(TIMEOUT)
                    .setTimeout(TIMEOUT)
                    .build();
        } catch (IllegalArgumentException notAUrl) {
            // without the value: a URL may hold a password
            throw new InvalidConfigurationException(
                    "OTEL_EXPORTER_OTLP_ENDPOINT: not a URL (expected: such as http://127.0.0.1:4318)");
        }
        return new SpanExport(
                SdkTracerProvider.builder()
                        .setResource(Resource.getDefault()
                                .merge(Resource.create(Attributes.of(
                                        AttributeKey.stringKey("service.namespace"),
                                        "miner-stack",
                                        AttributeKey.stringKey("service.name"),
                                        service))))
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(properties.share())))
                        .addSpanProcessor(BatchSpanProcessor.builder(new ReportedSpanExporter(
                                        exporter,
                                        properties.host(),
                                        ServiceLogger.of(environment, ReportedSpanExporter.class)))
                                .build())
                        .build(),
                TIMEOUT);
    }

    @Bean
    RequestTracer requestTracer(SpanExport export, TracingProperties properties) {
        return new RequestTracer(
                new OtelTracer(export.tracer(SCOPE), new OtelCurrentTraceContext(), event -> {}),
                properties.startsTraces());
    }
}
