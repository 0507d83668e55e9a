package io.minerstack.servicesupport.context;

/** Names of the headers that carry a {@link RequestContext}, and others, from service to service. */
public final class ContextHeaders {

    /** Accepted from outside: 1–128 of {@code A-Za-z0-9._-}, else replaced. Every response has it. */
    public static final String REQUEST_ID = "X-Request-Id";

    /**
     * Who owns the data. Only the gateway sets it, and removes it from outside requests. A service refuses a request
     * for data without it.
     */
    public static final String TENANT = "X-Tenant";

    /**
     * When the response must be complete, in epoch milliseconds. Only the gateway sets it, and removes it from outside
     * requests.
     */
    public static final String DEADLINE = "X-Deadline";

    /**
     * When the response should be complete, in epoch milliseconds: plans work and ends none. Only the gateway sets it,
     * and removes it from outside requests.
     */
    public static final String ANSWER_TARGET = "X-Answer-Target";

    /**
     * The secret that the services of a stack share. The gateway and agent-service send it to services of the stack
     * and to no other server; the gateway removes it from outside requests. A service behind the gateway refuses a
     * request without it.
     */
    public static final String STACK_SECRET = "X-Stack-Secret";

    /** W3C trace context, passed on unchanged. */
    public static final String TRACEPARENT = "traceparent";

    /** The caller's name of one operation, passed on unchanged, also where there are two; agent-service checks it. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private ContextHeaders() {}
}
