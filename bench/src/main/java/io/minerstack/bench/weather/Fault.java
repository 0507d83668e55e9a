package io.minerstack.bench.weather;

/** What goes wrong with one response of a model server. */
enum Fault {
    /** The answer is whole. */
    NONE(true),
    /** The tokens come slowly, but faster than every time-out. */
    SLOW_TOKENS(true),
    /** The body is compressed although the request asks for {@code identity}. */
    GZIP(true),
    /** The stream has the content type {@code text/plain}. */
    WRONG_CONTENT_TYPE(true),
    /** Some chunks have null or empty fields. */
    EMPTY_FIELDS(true),
    /** 429 with {@code Retry-After: 1}. */
    RATE_LIMITED(false),
    /** 503 with {@code Retry-After: 1}. */
    OVERLOADED(false),
    /** 503 without {@code Retry-After}. */
    UNAVAILABLE(false),
    /** 500 or another 5xx. */
    SERVER_ERROR(false),
    /** A proxy's error page. */
    HTML_ERROR(false),
    /** The connection is reset before the headers. */
    RESET(false),
    /** The request is read and never answered. */
    HANG(false),
    /** The headers are sent, and no token. */
    HANG_BEFORE_FIRST_TOKEN(false),
    /** Half of the answer is sent, then nothing; the connection stays open. */
    STALL(false),
    /** Half of the answer is sent, then the connection closes. */
    CUT(false),
    /** Half of the answer is sent, then the body ends properly without a finish reason. */
    END_WITHOUT_FINISH_REASON(false),
    /** Half of the answer is sent, then {@code [DONE]}. */
    DONE_WITHOUT_FINISH_REASON(false),
    /** Half of the answer is sent with the finish reason {@code ""}. */
    FINISH_EMPTY(false),
    /** Half of the answer is sent with the finish reason {@code abort}. */
    FINISH_ABORT(false),
    /** Half of the answer is sent with the finish reason {@code error}. */
    FINISH_ERROR(false),
    /** Half of the answer is sent with the finish reason {@code length}: not whole, but it says so. */
    FINISH_LENGTH(false),
    /** One event in the middle is not valid JSON, and its token is lost. */
    GARBAGE_EVENT(false),
    /** Half of the answer is sent, then an event with an error, then {@code [DONE]}. */
    ERROR_EVENT(false),
    /** 200 with an error as its body. */
    OK_WITH_ERROR_BODY(false),
    /** 200 with a web page as its body. */
    OK_WITH_HTML(false),
    /** A finish reason without any text. */
    EMPTY_ANSWER(false),
    /** 400 that names a field of the request; the answer is whole once the field is gone. */
    REFUSED_FIELD(false),
    /** 400, 413 or 422 for a long prompt; the answer to a short one is whole. */
    PROMPT_TOO_LONG(false),
    /** A refusal by content policy. No other provider is asked after it. */
    CONTENT_POLICY(false),
    /** 429 with {@code Retry-After: 3600}. */
    LONG_RETRY_AFTER(false),
    /** 401 or 403. */
    WRONG_KEY(false),
    /** 402, or a 429 that says that the account is empty. */
    NO_CREDIT(false),
    /** 404 for the model. */
    UNKNOWN_MODEL(false);

    private final boolean whole;

    Fault(boolean whole) {
        this.whole = whole;
    }

    /** Whether the answer that is sent is whole. */
    boolean isWhole() {
        return whole;
    }

    /** Whether this fault can take the server out of use for the rest of the run. It is kept for the end of the run. */
    boolean isLasting() {
        return this == LONG_RETRY_AFTER || this == WRONG_KEY || this == NO_CREDIT || this == UNKNOWN_MODEL;
    }
}
