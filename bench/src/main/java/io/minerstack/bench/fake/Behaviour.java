package io.minerstack.bench.fake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the fake does with one request: a good answer, with the faults that are set. Immutable; the methods that are not
 * static return a changed copy.
 */
public final class Behaviour {

    /** What is missing at the end of a stream. */
    public enum End {
        WHOLE,
        /** Everything but {@code [DONE]}, and the connection stays open. */
        WITHOUT_DONE,
        /** {@code [DONE]} is there, the finish reason and the usage are not. */
        WITHOUT_FINISH_REASON,
        /** No usage, though asked for. */
        WITHOUT_USAGE
    }

    private static final Behaviour GOOD = new Behaviour(ResponseContent.ANSWER, ResponseDelays.AT_ONCE, ResponseFaults.NONE);

    private final ResponseContent reply;
    private final ResponseDelays pace;
    private final ResponseFaults faults;

    private Behaviour(ResponseContent reply, ResponseDelays pace, ResponseFaults faults) {
        this.reply = reply;
        this.pace = pace;
        this.faults = faults;
    }

    /** Answers at once, and well. */
    public static Behaviour good() {
        return GOOD;
    }

    /** Answers with an error envelope. */
    public static Behaviour failing(int status) {
        return new Behaviour(
                new ResponseContent(status, Map.of(), null, null, "application/json", null), ResponseDelays.AT_ONCE, ResponseFaults.NONE);
    }

    /** An error envelope with a code, such as {@code context_length_exceeded}. */
    public static Behaviour failing(int status, String code) {
        return new Behaviour(
                new ResponseContent(status, Map.of(), code, null, "application/json", null), ResponseDelays.AT_ONCE, ResponseFaults.NONE);
    }

    /** Resets the connection before any response. */
    public static Behaviour resetting() {
        return new Behaviour(ResponseContent.ANSWER, ResponseDelays.AT_ONCE, ResponseFaults.of(ResponseFaults.Link.RESET));
    }

    /** Accepts, reads, never answers. */
    public static Behaviour mute() {
        return new Behaviour(ResponseContent.ANSWER, ResponseDelays.AT_ONCE, ResponseFaults.of(ResponseFaults.Link.MUTE));
    }

    /** Answers with this body, whatever was asked. */
    public static Behaviour saying(int status, String contentType, String body) {
        return new Behaviour(new ResponseContent(status, Map.of(), null, body, contentType, null), ResponseDelays.AT_ONCE, ResponseFaults.NONE);
    }

    /** Streams these payloads, then {@code [DONE]}. */
    public static Behaviour streaming(List<String> events) {
        return new Behaviour(
                new ResponseContent(200, Map.of(), null, null, "application/json", events), ResponseDelays.AT_ONCE, ResponseFaults.NONE);
    }

    /** Adds a response header. */
    public Behaviour header(String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put(name, value);
        return new Behaviour(
                new ResponseContent(
                        reply.status(), headers, reply.errorCode(), reply.body(), reply.contentType(), reply.events()),
                pace,
                faults);
    }

    /** Waits before the response head. */
    public Behaviour after(Duration wait) {
        return new Behaviour(reply, new ResponseDelays(wait, pace.beforeFirstToken(), pace.gap()), faults);
    }

    /** Sends the head, then waits before the first token. */
    public Behaviour firstTokenAfter(Duration wait) {
        return new Behaviour(reply, new ResponseDelays(pace.beforeHeaders(), wait, pace.gap()), faults);
    }

    /** Waits between tokens; without a gap all of them leave in one piece. */
    public Behaviour withGap(Duration gap) {
        return new Behaviour(reply, new ResponseDelays(pace.beforeHeaders(), pace.beforeFirstToken(), gap), faults);
    }

    /** Closes the connection after so many tokens. */
    public Behaviour cutAfter(int tokens) {
        return with(new ResponseFaults(
                faults.link(),
                tokens,
                faults.silentAfter(),
                faults.malformedAfter(),
                faults.end(),
                faults.refusesPrefill()));
    }

    /** Says nothing more after so many tokens, and keeps the connection. */
    public Behaviour silentAfter(int tokens) {
        return with(new ResponseFaults(
                faults.link(),
                faults.cutAfter(),
                tokens,
                faults.malformedAfter(),
                faults.end(),
                faults.refusesPrefill()));
    }

    /** Sends one event that is not JSON after so many tokens, then goes on. */
    public Behaviour malformedAfter(int tokens) {
        return with(new ResponseFaults(
                faults.link(), faults.cutAfter(), faults.silentAfter(), tokens, faults.end(), faults.refusesPrefill()));
    }

    public Behaviour ending(End end) {
        return with(new ResponseFaults(
                faults.link(),
                faults.cutAfter(),
                faults.silentAfter(),
                faults.malformedAfter(),
                end,
                faults.refusesPrefill()));
    }

    /** Answers 400 where the last message is the assistant's. */
    public Behaviour refusingPrefill() {
        return with(new ResponseFaults(
                faults.link(), faults.cutAfter(), faults.silentAfter(), faults.malformedAfter(), faults.end(), true));
    }

    private Behaviour with(ResponseFaults changed) {
        return new Behaviour(reply, pace, changed);
    }

    ResponseContent reply() {
        return reply;
    }

    ResponseDelays pace() {
        return pace;
    }

    ResponseFaults faults() {
        return faults;
    }
}
