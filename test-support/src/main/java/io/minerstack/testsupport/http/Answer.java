package io.minerstack.testsupport.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** How a {@link ScriptedServer} answers a request. Runs on a virtual thread of its own and may block. */
@FunctionalInterface
public interface Answer {

    /** Writes the response, or none; the thread is interrupted when the client disconnects. */
    void to(ReceivedRequest request, ScriptedResponse response) throws IOException, InterruptedException;

    /** A whole response with a body of JSON. */
    static Answer json(int status, String body) {
        return of(status, "application/json", body, Map.of());
    }

    /** A whole response with a body of problem+json. */
    static Answer problem(int status, String body) {
        return of(status, "application/problem+json", body, Map.of());
    }

    /** A whole response. */
    static Answer of(int status, String contentType, String body, Map<String, String> headers) {
        return (request, response) -> {
            headers.forEach(response::header);
            response.send(status, contentType, body);
        };
    }

    /** Reads the request and never answers. */
    static Answer never() {
        return (request, response) -> Thread.sleep(Duration.ofDays(1));
    }

    /** Closes the connection without a response. */
    static Answer disconnect() {
        return (request, response) -> response.disconnect();
    }

    /** This answer after a pause. */
    default Answer after(Duration pause) {
        return (request, response) -> {
            Thread.sleep(pause);
            to(request, response);
        };
    }

    /** This answer with one more response header. */
    default Answer withHeader(String name, String value) {
        return (request, response) -> {
            response.header(name, value);
            to(request, response);
        };
    }
}
