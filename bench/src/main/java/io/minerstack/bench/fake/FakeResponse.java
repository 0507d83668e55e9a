package io.minerstack.bench.fake;

import java.time.Duration;
import java.util.List;

/**
 * The scripted response to one request: content, delays and faults. Immutable; the instance methods return a changed
 * copy.
 */
public final class FakeResponse {

    /** How a stream ends. */
    public enum StreamEnd {
        /** With finish reason, usage (if requested) and {@code [DONE]}. */
        WHOLE,
        /** Without {@code [DONE]}; the connection stays open. */
        WITHOUT_DONE,
        /** With {@code [DONE]}, without finish reason and usage. */
        WITHOUT_FINISH_REASON,
        /** Without the usage that was requested. */
        WITHOUT_USAGE
    }

    private static final FakeResponse OK = of(ResponseContent.ANSWER);

    private final ResponseContent content;
    private final ResponseDelays delays;
    private final ResponseFaults faults;

    private FakeResponse(ResponseContent content, ResponseDelays delays, ResponseFaults faults) {
        this.content = content;
        this.delays = delays;
        this.faults = faults;
    }

    /** A valid response without delay. */
    public static FakeResponse ok() {
        return OK;
    }

    /** An error envelope. */
    public static FakeResponse error(int status) {
        return of(ResponseContent.error(status, null));
    }

    /** An error envelope with a {@code code} such as {@code context_length_exceeded}. */
    public static FakeResponse error(int status, String code) {
        return of(ResponseContent.error(status, code));
    }

    /** A connection reset before any response. */
    public static FakeResponse connectionReset() {
        return withConnection(ResponseFaults.Connection.RESET);
    }

    /** No response: the request is read and the connection stays open. */
    public static FakeResponse unanswered() {
        return withConnection(ResponseFaults.Connection.UNANSWERED);
    }

    /** A response with this body. */
    public static FakeResponse withBody(int status, String contentType, String body) {
        return of(ResponseContent.body(status, contentType, body));
    }

    /** A stream of these payloads, then {@code [DONE]}. */
    public static FakeResponse stream(List<String> events) {
        return of(ResponseContent.stream(events));
    }

    /** A response of these bytes. */
    public static FakeResponse raw(RawResponse response) {
        return of(ResponseContent.raw(response));
    }

    private static FakeResponse withConnection(ResponseFaults.Connection connection) {
        return new FakeResponse(ResponseContent.ANSWER, ResponseDelays.NONE, ResponseFaults.of(connection));
    }

    private static FakeResponse of(ResponseContent content) {
        return new FakeResponse(content, ResponseDelays.NONE, ResponseFaults.NONE);
    }

    /** Adds a response header. */
    public FakeResponse header(String name, String value) {
        return new FakeResponse(content.header(name, value), delays, faults);
    }

    /** Waits before it sends the response headers. */
    public FakeResponse after(Duration wait) {
        return new FakeResponse(content, delays.withBeforeHeaders(wait), faults);
    }

    /** Waits between the response headers and the first token. */
    public FakeResponse firstTokenAfter(Duration wait) {
        return new FakeResponse(content, delays.withBeforeFirstToken(wait), faults);
    }

    /** Writes each token for itself and waits between them; without this call all tokens are written at once. */
    public FakeResponse withGap(Duration gap) {
        return new FakeResponse(content, delays.withGap(gap), faults);
    }

    /** Closes the connection after {@code tokens} tokens. */
    public FakeResponse cutAfter(int tokens) {
        return with(faults.cutAfter(tokens));
    }

    /** Sends nothing after {@code tokens} tokens and keeps the connection open. */
    public FakeResponse silentAfter(int tokens) {
        return with(faults.silentAfter(tokens));
    }

    /** Sends one event that is not valid JSON after {@code tokens} tokens, then continues. */
    public FakeResponse malformedAfter(int tokens) {
        return with(faults.malformedAfter(tokens));
    }

    /** Changes how a stream ends. */
    public FakeResponse ending(StreamEnd end) {
        return with(faults.ending(end));
    }

    /** Responds with 400 if the last message is from the assistant (a prefill). */
    public FakeResponse refusingPrefill() {
        return with(faults.refusingPrefill());
    }

    private FakeResponse with(ResponseFaults changed) {
        return new FakeResponse(content, delays, changed);
    }

    /** Whether the fake closes the connection, and not its caller. */
    boolean closesConnection() {
        RawResponse raw = content.raw();
        return faults.closesConnection() || (raw != null && raw.ending().closesConnection());
    }

    ResponseContent content() {
        return content;
    }

    ResponseDelays delays() {
        return delays;
    }

    ResponseFaults faults() {
        return faults;
    }
}
