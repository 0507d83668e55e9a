package io.minerstack.gateway.figures;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.gateway.identity.ApiKeyAuthenticator;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.gateway.outcome.TenantAnswerReport;
import io.minerstack.gateway.outcome.TenantAnswers;
import io.minerstack.servicesupport.figures.ServiceFigures;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Answers with counts since the start of each service to an operator, who makes rates of two responses, and with the
 * counts of its own tenant to another key. Of several gateways, the counts are those of the one that answers.
 */
@RestController
class FiguresController {

    private final ApiKeyAuthenticator authenticator;
    private final InnerFiguresClient inner;
    private final TenantAnswers tenants;
    private final MeterRegistry meters;
    private final Clock clock;

    FiguresController(
            ApiKeyAuthenticator authenticator,
            InnerFiguresClient inner,
            TenantAnswers tenants,
            MeterRegistry meters,
            Clock clock) {
        this.authenticator = authenticator;
        this.inner = inner;
        this.tenants = tenants;
        this.meters = meters;
        this.clock = clock;
    }

    /** The figures of all tenants are for operators alone. 403 for a probe, whose calls are counted nowhere. */
    @GetMapping("/figures")
    Mono<Object> figures(ServerHttpRequest request) {
        if (!(authenticator.authenticate(request) instanceof Authenticated(var key))
                || key.purpose() == KeyPurpose.PROBE) {
            return Mono.error(new ProblemException(ProblemType.FORBIDDEN, "There are no figures of a probe."));
        }
        return key.purpose() == KeyPurpose.OPERATOR
                ? stack()
                : Mono.just(new TenantFigures(clock.instant(), tenants.report(key.tenant())));
    }

    private Mono<Object> stack() {
        return inner.fetch().map(behind -> {
            List<Object> services = new ArrayList<>();
            services.add(ServiceFigures.read("gateway", meters));
            services.addAll(behind);
            return new StackFigures(clock.instant(), services);
        });
    }

    /**
     * The response to an operator.
     *
     * @param time when the counts were read
     * @param services each as {@link ServiceFigures}
     */
    record StackFigures(Instant time, List<Object> services) {}

    /**
     * The response to a key of purpose {@code normal}.
     *
     * @param time when the counts were read
     * @param tenant the calls of all keys of the key's tenant
     */
    record TenantFigures(Instant time, TenantAnswerReport tenant) {}
}
