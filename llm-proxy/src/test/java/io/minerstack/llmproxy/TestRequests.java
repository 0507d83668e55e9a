package io.minerstack.llmproxy;

import java.time.Duration;

/** Requests that tests send. */
final class TestRequests {

    static final String ANSWER = "one two three four five six seven eight nine ten";

    static final String FALLBACK_ANSWER = "the fallback's own words";

    static final String CHAT = """
            {"messages":[{"role":"user","content":"Count to ten."}]}""";

    static final String STREAM = """
            {"stream":true,"stream_options":{"include_usage":true},
             "messages":[{"role":"user","content":"Count to ten."}]}""";

    private TestRequests() {}

    /** A deadline that lies so far from now, as the header has it. */
    static String deadlineIn(Duration time) {
        return Long.toString(System.currentTimeMillis() + time.toMillis());
    }
}
