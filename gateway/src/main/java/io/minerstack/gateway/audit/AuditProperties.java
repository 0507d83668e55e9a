package io.minerstack.gateway.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit log.
 *
 * @param file file to which the gateway appends a line of JSON for each block of an address and each deleted
 *     conversation; {@code ./miner up} takes audit.jsonl beside the key file. Empty: the lines go to the log, by the
 *     logger io.minerstack.audit
 */
@ConfigurationProperties("gateway.audit")
record AuditProperties(@DefaultValue("") String file) {}
