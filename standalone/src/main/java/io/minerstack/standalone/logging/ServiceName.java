package io.minerstack.standalone.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Map;

/**
 * Tells which service a log event is about: by its logger, whose name begins with the service's package or, for code
 * that all services share, with its name; else by its thread, which has the service's name while the service starts.
 */
final class ServiceName {

    /** For events of libraries in threads that all services share. */
    static final String UNKNOWN = "miner-stack";

    static final List<String> ALL = List.of("gateway", "agent-service", "memory-service", "llm-proxy");

    private static final String OWN = "io.minerstack.";

    private static final Map<String, String> PACKAGES = Map.of(
            "gateway", "gateway",
            "agent", "agent-service",
            "memory", "memory-service",
            "llmproxy", "llm-proxy");

    private ServiceName() {}

    static String of(ILoggingEvent event) {
        String logger = event.getLoggerName();
        if (logger.startsWith(OWN)) {
            int end = logger.indexOf('.', OWN.length());
            String first = logger.substring(OWN.length(), end < 0 ? logger.length() : end);
            if (ALL.contains(first)) {
                return first;
            }
            String service = PACKAGES.get(first);
            if (service != null) {
                return service;
            }
        }
        String thread = event.getThreadName();
        return ALL.contains(thread) ? thread : UNKNOWN;
    }
}
