package io.minerstack.servicesupport.context;

import org.jspecify.annotations.Nullable;
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

    /** Runs code whose log lines are about one request. Calls can be nested: the outer request's values come back. */
    public static void with(RequestContext context, Runnable code) {
        with(context.requestId(), context.tenant(), code);
    }

    /** As {@link #with(RequestContext, Runnable)}, for a request that failed before its context was found. */
    public static void with(RequestId requestId, Runnable code) {
        with(requestId, null, code);
    }

    private static void with(RequestId requestId, @Nullable Tenant tenant, Runnable code) {
        String outerRequest = MDC.get(REQUEST_ID);
        String outerTenant = MDC.get(TENANT);
        set(REQUEST_ID, requestId.value());
        set(TENANT, tenant == null ? null : tenant.hash());
        try {
            code.run();
        } finally {
            set(REQUEST_ID, outerRequest);
            set(TENANT, outerTenant);
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
