package io.minerstack.bench.fake;

import java.time.Duration;
import java.util.List;

/**
 * The scripted response to one request: content, delays and faults. Immutable; the instance methods return a changed
 * copy.
 */
public final class Behaviour {

    /** How a stream ends. */
    public enum End {
        /** With finish reason, usage (if requested) and {@code [DONE]}. */
        WHOLE,
        /** Without {@code [DONE]}; the connection stays open. */
        WITHOUT_DONE,
        /** With {@code [DONE]}, without finish reason and usage. */
        WITHOUT_FINISH_REASON,
        /** Without the usage that was requested. */
        WITHOUT_USAGE
    }

    private static final Behaviour GOOD = of(ResponseContent.ANSWER);

    private final ResponseContent content;
    private final ResponseDelays delays;
    private final ResponseFaults faults;

    private Behaviour(ResponseContent content, ResponseDelays delays, ResponseFaults faults) {
        this.content = content;
        this.delays = delays;
        this.faults = faults;
    }

    /** A valid response without delay. */
    public static Behaviour good() {
        return GOOD;
    }

    /** An error envelope. */
    public static Behaviour failing(int status) {
        return of(ResponseContent.error(status, null));
    }

    /** An error envelope with a {@code code} such as {@code context_length_exceeded}. */
    public static Behaviour failing(int status, String code) {
        return of(ResponseContent.error(status, code));
    }

    /** A connection reset before any response. */
    public static Behaviour resetting() {
        return withConnection(ResponseFaults.Connection.RESET);
    }

    /** No response: the request is read and the connection stays open. */
    public static Behaviour mute() {
        return withConnection(ResponseFaults.Connection.UNANSWERED);
    }

    /** A response with this body. */
    public static Behaviour saying(int status, String contentType, String body) {
        return of(ResponseContent.body(status, contentType, body));
    }

    /** A stream of these payloads, then {@code [DONE]}. */
    public static Behaviour streaming(List<String> events) {
        return of(ResponseContent.stream(events));
    }

    /** A response of these bytes. */
    public static Behaviour raw(RawResponse response) {
        return of(ResponseContent.raw(response));
    }

    private static Behaviour withConnection(ResponseFaults.Connection connection) {
        return new Behaviour(ResponseContent.ANSWER, ResponseDelays.NONE, ResponseFaults.of(connection));
    }

    private static Behaviour of(ResponseContent content) {
        return new Behaviour(content, ResponseDelays.NONE, ResponseFaults.NONE);
    }

    /** Adds a response header. */
    public Behaviour header(String name, String value) {
        return new Behaviour(content.header(name, value), delays, faults);
    }

    /** Waits before it sends the response headers. */
    public Behaviour after(Duration wait) {
        return new Behaviour(content, new ResponseDelays(wait, delays.beforeFirstToken(), delays.gap()), faults);
    }

    /** Waits between the response headers and the first token. */
    public Behaviour firstTokenAfter(Duration wait) {
        return new Behaviour(content, new ResponseDelays(delays.beforeHeaders(), wait, delays.gap()), faults);
    }

    /** Waits between tokens; without a gap all tokens are sent in one piece. */
    public Behaviour withGap(Duration gap) {
        return new Behaviour(
                content, new ResponseDelays(delays.beforeHeaders(), delays.beforeFirstToken(), gap), faults);
    }

    /** Closes the connection after {@code tokens} tokens. */
    public Behaviour cutAfter(int tokens) {
        return with(faults.cutAfter(tokens));
    }

    /** Sends nothing after {@code tokens} tokens and keeps the connection open. */
    public Behaviour silentAfter(int tokens) {
        return with(faults.silentAfter(tokens));
    }

    /** Sends one event that is not valid JSON after {@code tokens} tokens, then continues. */
    public Behaviour malformedAfter(int tokens) {
        return with(faults.malformedAfter(tokens));
    }

    /** Changes how a stream ends. */
    public Behaviour ending(End end) {
        return with(faults.ending(end));
    }

    /** Responds with 400 if the last message is from the assistant (a prefill). */
    public Behaviour refusingPrefill() {
        return with(faults.refusingPrefill());
    }

    private Behaviour with(ResponseFaults changed) {
        return new Behaviour(content, delays, changed);
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
