package io.minerstack.gateway.edge;

import io.minerstack.servicesupport.context.RequestContextFilter;

/**
 * The order of the filters that every request from outside passes before it is routed. Where several refusals apply,
 * the first of this order wins: 400 (no host), 403 (a page's origin), 503 (too many requests in flight), 429 and 401 or
 * 403 (no valid key), 404, 308 (a slash too many), 405, 429 (the key's limit), 406, 415, 413, 503 (too many body bytes
 * in flight). So a caller without a key does not learn which paths exist, and a request that a limit refuses costs
 * nothing further.
 *
 * <p>{@code RequestContextFilter} comes before all of them, since every refusal needs a request id and the deadline
 * bounds all work. Only the filter that ends connections at a shutdown is before it. The filters of Spring Cloud
 * Gateway and the controllers come after all of them.
 */
public final class FilterOrder {

    private static final int REQUEST_CONTEXT = RequestContextFilter.ORDER;

    /** Answers 404 for what the management port does not serve: all later filters skip that port. */
    public static final int MANAGEMENT_PORT = REQUEST_CONTEXT + 10;

    /**
     * Finds the endpoint before any refusal: metrics and the access log name a refused request by its endpoint, too.
     */
    public static final int ENDPOINT_MATCH = MANAGEMENT_PORT + 1;

    /** Before any refusal: error responses have security headers, too. */
    public static final int SECURITY_HEADERS = ENDPOINT_MATCH + 1;

    /** Around every filter that refuses a component call: a refusal is an outcome, too. */
    public static final int ANSWER_OUTCOME = SECURITY_HEADERS + 1;

    /** Around every filter that refuses, to count refusals. */
    public static final int REJECTION = ANSWER_OUTCOME + 1;

    /** 400. Before everything that depends on whom the request is for. */
    public static final int HOST = REJECTION + 1;

    /** 403 for a preflight. Before the key: a browser sends a preflight without one. */
    public static final int ORIGIN = HOST + 1;

    /** Sends some of the later refusals late. Around the limit of requests in flight: waiting takes no place there. */
    public static final int REFUSAL_DELAY = ORIGIN + 1;

    /** 503. Before the key, since shedding load must be cheap. {@code GET /health} has no such limit. */
    public static final int CONCURRENCY = REFUSAL_DELAY + 1;

    /** 401 or 403; 429 for an address that is blocked, or sends too many requests without a valid key. */
    public static final int AUTHENTICATION = CONCURRENCY + 1;

    /** 404, 308 and 405. After the key: which paths exist is not public. */
    public static final int ENDPOINT = AUTHENTICATION + 1;

    /** 429. After the path and the method, which choose the limit; before everything that reads more of the request. */
    public static final int RATE_LIMIT = ENDPOINT + 1;

    /** 406 and 415, decided by headers alone. Counted against the rate limit. */
    public static final int MEDIA_TYPE = RATE_LIMIT + 1;

    /** 413; 503 when the bodies in flight have too many bytes. Nothing after this filter may read the original body. */
    public static final int BODY_LIMIT = MEDIA_TYPE + 1;

    /** Measures only requests that no filter refused. */
    public static final int DEADLINE_SLACK = BODY_LIMIT + 1;

    /** After every refusal: only what is done has a line. */
    public static final int DELETION_AUDIT = DEADLINE_SLACK + 1;

    private FilterOrder() {}
}
