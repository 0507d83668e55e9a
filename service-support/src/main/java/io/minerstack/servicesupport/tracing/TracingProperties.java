package io.minerstack.servicesupport.tracing;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where spans go, and which requests have one.
 *
 * @param endpoint base URL of an OpenTelemetry collector, which gets the spans over HTTP (protobuf) at {@code
 *     /v1/traces}; empty for no tracing
 * @param share the share of traces that are recorded, from 0 to 1, where the caller did not decide
 * @param startsTraces whether a request without a trace starts one; true in the gateway only. The other services
 *     continue traces, so that their checks of each other leave no spans
 */
@Validated
@ConfigurationProperties("service.tracing")
record TracingProperties(
        @Nullable URI endpoint,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("1") double share,
        @DefaultValue("false") boolean startsTraces) {

    private static final String PATH = "/v1/traces";

    /** The collector's host, for the log; the whole URL may hold a password. */
    String host() {
        return endpoint == null ? "" : String.valueOf(endpoint.getHost());
    }

    /** The URL that spans are sent to; the path is that of OpenTelemetry's specification. */
    String tracesUrl() {
        String base = String.valueOf(endpoint);
        return base.endsWith("/") ? base.substring(0, base.length() - 1) + PATH : base + PATH;
    }
}
