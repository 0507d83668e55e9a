package io.minerstack.gateway.audit;

import io.minerstack.servicesupport.audit.AuditTrail;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway's audit lines go where {@code AUDIT_FILE} says. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    AuditTrail auditTrail(AuditProperties properties, Clock clock) {
        return new AuditTrail(properties.file(), "gateway", clock);
    }
}
