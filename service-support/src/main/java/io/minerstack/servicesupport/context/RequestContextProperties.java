package io.minerstack.servicesupport.context;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the request context, the same in every service.
 *
 * @param requestTimeout time from the arrival of a request to its deadline
 * @param answerTarget time from the arrival of a request to the time at which its answer should be there: plans token
 *     limits, optional work and second attempts, and ends no attempt that is the only hope of an answer
 * @param accessLog whether each request is logged at INFO and not at DEBUG; {@code ACCESS_LOG} in the gateway, false
 *     in the services behind it
 * @param tenantless patterns of the paths that need no tenant, such as {@code /status}; a request for any other path
 *     must have {@link ContextHeaders#TENANT}. Not used in the gateway, which knows tenants by their API keys
 */
@Validated
@ConfigurationProperties("service")
public record RequestContextProperties(
        @NotNull @DurationMin(seconds = 1) @DefaultValue("60s")
        Duration requestTimeout,

        @NotNull @DurationMin(seconds = 1) @DefaultValue("25s")
        Duration answerTarget,

        @DefaultValue("false") boolean accessLog,
        @DefaultValue List<String> tenantless) {

    public RequestContextProperties {
        tenantless = List.copyOf(tenantless);
    }
}
