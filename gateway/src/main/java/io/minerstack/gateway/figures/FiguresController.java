package io.minerstack.gateway.figures;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.gateway.identity.ApiKeyAuthenticator;
import io.minerstack.gateway.identity.Identity.Authenticated;
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
 * Answers with counts since the start of each service; a caller makes rates of two responses. Of several gateways, the
 * counts are those of the one that answers.
 */
@RestController
class FiguresController {

    private final ApiKeyAuthenticator authenticator;
    private final InnerFiguresClient inner;
    private final MeterRegistry meters;
    private final Clock clock;

    FiguresController(ApiKeyAuthenticator authenticator, InnerFiguresClient inner, MeterRegistry meters, Clock clock) {
        this.authenticator = authenticator;
        this.inner = inner;
        this.meters = meters;
        this.clock = clock;
    }

    /** 403 for a key of another purpose: the figures are those of all tenants. */
    @GetMapping("/figures")
    Mono<Figures> figures(ServerHttpRequest request) {
        if (!(authenticator.authenticate(request) instanceof Authenticated(var key))
                || key.purpose() != KeyPurpose.OPERATOR) {
            return Mono.error(
                    new ProblemException(ProblemType.FORBIDDEN, "Figures of the whole stack need an operator's key."));
        }
        return inner.fetch().map(behind -> {
            List<Object> services = new ArrayList<>();
            services.add(ServiceFigures.read("gateway", meters));
            services.addAll(behind);
            return new Figures(clock.instant(), services);
        });
    }

    /**
     * The response.
     *
     * @param time when the counts were read
     * @param services each as {@link ServiceFigures}
     */
    record Figures(Instant time, List<Object> services) {}
}
