package io.minerstack.servicesupport.stacksecret;

import io.minerstack.servicesupport.context.RequestContextFilter;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests without the stack's secret with 403, before any header of theirs is believed. The management port
 * needs none: the platform reads health and metrics there.
 */
class StackSecretFilter implements WebFilter, Ordered {

    private static final long LOG_INTERVAL = Duration.ofMinutes(1).toMillis();

    private final StackSecret secret;
    private final Clock clock;
    private final Logger log;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong nextLog = new AtomicLong(Long.MIN_VALUE);

    StackSecretFilter(StackSecret secret, Clock clock, Logger log) {
        this.secret = secret;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public int getOrder() {
        // before the tenant, the deadline and the request id are read
        return RequestContextFilter.ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(), "management")
                || secret.isIn(exchange.getRequest().getHeaders())) {
            return chain.filter(exchange);
        }
        logRefusal(exchange.getRequest().getRemoteAddress());
        return Mono.error(
                new ProblemException(ProblemType.FORBIDDEN, "Only services of this stack may call this service."));
    }

    /** At most one line a minute: whoever can reach the port could fill the disk. */
    private void logRefusal(@Nullable InetSocketAddress caller) {
        long count = refused.incrementAndGet();
        long now = clock.millis();
        long due = nextLog.get();
        if (now >= due && nextLog.compareAndSet(due, now + LOG_INTERVAL)) {
            log.atWarn()
                    .addKeyValue("refused", count)
                    .addKeyValue("last_caller", caller == null ? "-" : caller.getHostString())
                    .log("STACK_SECRET: requests without the stack's secret were refused; a service of the stack that"
                            + " is refused has another STACK_SECRET");
        }
    }
}
