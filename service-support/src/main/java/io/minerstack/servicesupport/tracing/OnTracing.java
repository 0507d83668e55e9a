package io.minerstack.servicesupport.tracing;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches where {@code OTEL_EXPORTER_OTLP_ENDPOINT} names a collector. An empty value is none. */
class OnTracing implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return StringUtils.hasText(context.getEnvironment().getProperty("service.tracing.endpoint"));
    }
}
