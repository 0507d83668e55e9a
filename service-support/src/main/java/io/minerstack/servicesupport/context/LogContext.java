package io.minerstack.servicesupport.context;

import org.slf4j.MDC;

/**
 * Gives lines of the log the request id and the tenant's hash of the {@link RequestContext} that they are about. Every place that logs
 * for a request says so with it: that Reactor should carry them to every thread by itself costs each signal of each request,
 * and few requests log anything (docs/decisions/log-context.md).
 */
public final class LogContext {

    private static final String REQUEST_ID = "request_id";
    private static final String TENANT = "tenant";

    private LogContext() {}

    /** Runs code whose log lines are about a call. */
    public static void with(RequestContext call, Runnable code) {
        MDC.put(REQUEST_ID, call.requestId().value());
        if (call.tenant() != null) {
            MDC.put(TENANT, call.tenant().hash());
        }
        try {
            code.run();
        } finally {
            MDC.remove(REQUEST_ID);
            MDC.remove(TENANT);
        }
    }
}
