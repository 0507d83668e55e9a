package io.minerstack.llmproxy;

import java.time.Duration;

/** Requests that tests send, and the answers of the fake models. */
public final class TestRequests {

    public static final String ANSWER = "one two three four five six seven eight nine ten";

    public static final String FALLBACK_ANSWER = "the fallback's own words";

    public static final String CHAT = """
            {"messages":[{"role":"user","content":"Count to ten."}]}""";

    public static final String STREAM = """
            {"stream":true,"stream_options":{"include_usage":true},
             "messages":[{"role":"user","content":"Count to ten."}]}""";

    private TestRequests() {}

    /** The header value of a deadline after this time. */
    public static String deadlineIn(Duration time) {
        return Long.toString(System.currentTimeMillis() + time.toMillis());
    }
}
