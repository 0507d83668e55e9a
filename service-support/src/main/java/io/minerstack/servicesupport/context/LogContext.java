package io.minerstack.servicesupport.context;

import org.slf4j.MDC;

/**
 * Adds the request id and the tenant's hash of a {@link RequestContext} to log lines. Code that logs about a request
 * calls it explicitly. Reactor could carry both to every thread automatically, but that costs time for each signal of
 * each request, and few requests log anything (docs/decisions/log-context.md).
 */
public final class LogContext {

    private static final String REQUEST_ID = "request_id";
    private static final String TENANT = "tenant";

    private LogContext() {}

    /** Runs code whose log lines are about one request. */
    public static void with(RequestContext context, Runnable code) {
        MDC.put(REQUEST_ID, context.requestId().value());
        if (context.tenant() != null) {
            MDC.put(TENANT, context.tenant().hash());
        }
        try {
            code.run();
        } finally {
            MDC.remove(REQUEST_ID);
            MDC.remove(TENANT);
        }
    }
}
