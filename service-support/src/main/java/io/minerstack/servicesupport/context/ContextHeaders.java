package io.minerstack.servicesupport.context;

import io.minerstack.stacksupport.stacksecret.StackSecretHeader;

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
    public static final String STACK_SECRET = StackSecretHeader.NAME;

    /**
     * The id of the caller's key, which usage is recorded under; none for a probe, which has no usage. Only the
     * gateway sets this and the next two, and removes them from outside requests.
     */
    public static final String KEY_ID = "X-Key-Id";

    /** The name of the caller's key, which its budget is counted under. */
    public static final String KEY_NAME = "X-Key-Name";

    /** What the key may spend: {@code tokens-per-day=1000,money-per-month=5000000000}; money in nano-units. */
    public static final String KEY_BUDGET = "X-Key-Budget";

    /** What is left of the caller's limits (draft-ietf-httpapi-ratelimit-headers). */
    public static final String RATE_LIMIT = "RateLimit";

    /** The caller's limits, each with the name that {@link #RATE_LIMIT} has it under. */
    public static final String RATE_LIMIT_POLICY = "RateLimit-Policy";

    /**
     * What agent-service says to the gateway about one component call: outcome, times, provider and tokens. Callers
     * never get it.
     */
    public static final String COMPONENT_REPORT = "X-Component-Report";

    /**
     * The clock of the service that replies, in epoch milliseconds: the middle between the arrival of the request and
     * its reply. Services behind the gateway set it on replies to requests without a tenant; callers never get it.
     */
    public static final String SERVICE_TIME = "X-Service-Time";

    /** W3C trace context, passed on unchanged. */
    public static final String TRACEPARENT = "traceparent";

    /** The caller's name of one operation, passed on unchanged, also where there are two; agent-service checks it. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private ContextHeaders() {}
}
