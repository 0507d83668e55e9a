package io.minerstack.servicesupport.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.context.RequestSpans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracingAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class));

    @ParameterizedTest
    @ValueSource(strings = {"service.tracing.share=1", "service.tracing.endpoint=", "service.tracing.endpoint= "})
    void hasNoBeanWithoutACollector(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context)
                .doesNotHaveBean(RequestSpans.class)
                .doesNotHaveBean(SpanExport.class)
                .doesNotHaveBean(TracingProperties.class));
    }

    @Test
    void tracesWithACollector() {
        runner.withPropertyValues("service.tracing.endpoint=http://127.0.0.1:4318/")
                .run(context -> assertThat(context).hasSingleBean(RequestTracer.class));
    }

    @Test
    void refusesAnEndpointThatIsNoUrlAndNamesItsVariable() {
        runner.withPropertyValues("service.tracing.endpoint=collector:4318").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("OTEL_EXPORTER_OTLP_ENDPOINT: not a URL"));
    }

    @Test
    void refusesAShareThatIsNone() {
        runner.withPropertyValues("service.tracing.endpoint=http://127.0.0.1:4318", "service.tracing.share=1.5")
                .run(context -> assertThat(context).hasFailed());
    }
}
