package io.minerstack.servicesupport.context;

/** Names of the headers that carry a {@link RequestContext} between our services. */
public final class ContextHeaders {

    /** Accepted from outside (1–128 of {@code A-Za-z0-9._-}, else replaced) and always returned. */
    public static final String REQUEST_ID = "X-Request-Id";

    /** Who owns the data. Set by the gateway alone; stripped from outside requests. Inside, no data without it. */
    public static final String TENANT = "X-Tenant";

    /** When the answer must be out, in epoch milliseconds. Set by the gateway alone; stripped from outside requests. */
    public static final String DEADLINE = "X-Deadline";

    /** W3C trace context, passed on as it came. */
    public static final String TRACEPARENT = "traceparent";

    private ContextHeaders() {}
}
