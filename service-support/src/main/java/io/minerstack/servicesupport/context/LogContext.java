package io.minerstack.servicesupport.context;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Adds the request id, the tenant's hash and the trace id of a {@link RequestContext} to log lines.
 *
 * <p>Code that logs about a request calls it explicitly. Reactor could carry them to every thread automatically, but
 * that costs time for each signal of each request, and few requests log anything (docs/decisions/log-context.md).
 */
public final class LogContext {

    private static final String REQUEST_ID = "request_id";
    private static final String TENANT = "tenant";
    private static final String TRACE_ID = "trace_id";

    private LogContext() {}

    /** Runs code whose log lines are about one request. Calls can be nested: the outer request's values come back. */
    public static void with(RequestContext context, Runnable code) {
        with(context.requestId(), context.tenant(), context.traceId(), code);
    }

    /** As {@link #with(RequestContext, Runnable)}, for a request that failed before its context was found. */
    public static void with(RequestId requestId, Runnable code) {
        with(requestId, null, null, code);
    }

    private static void with(RequestId requestId, @Nullable Tenant tenant, @Nullable String traceId, Runnable code) {
        String outerRequest = MDC.get(REQUEST_ID);
        String outerTenant = MDC.get(TENANT);
        String outerTrace = MDC.get(TRACE_ID);
        set(REQUEST_ID, requestId.value());
        set(TENANT, tenant == null ? null : tenant.hash());
        set(TRACE_ID, traceId);
        try {
            code.run();
        } finally {
            set(REQUEST_ID, outerRequest);
            set(TENANT, outerTenant);
            set(TRACE_ID, outerTrace);
        }
    }

    private static void set(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
