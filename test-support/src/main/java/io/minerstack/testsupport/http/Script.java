package io.minerstack.testsupport.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Which {@link Answer} a request gets. */
final class Script {

    private static final Answer DEFAULT = Answer.json(200, "{}");

    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private final Map<String, Answer> byPathPrefix = new ConcurrentHashMap<>();
    private final Map<String, Answer> background = new ConcurrentHashMap<>();
    private volatile BodyLimit bodyLimit = new BodyLimit(Long.MAX_VALUE, DEFAULT);

    void next(List<Answer> answers) {
        next.addAll(answers);
    }

    void answer(String pathPrefix, Answer answer) {
        byPathPrefix.put(pathPrefix, answer);
    }

    void background(String path, Answer answer) {
        background.put(path, answer);
    }

    void limitBodies(long bytes, Answer refusal) {
        bodyLimit = new BodyLimit(bytes, refusal);
    }

    void clearAnswers() {
        next.clear();
        byPathPrefix.clear();
    }

    boolean isBackground(ReceivedRequest request) {
        return background.containsKey(request.path());
    }

    BodyLimit bodyLimit() {
        return bodyLimit;
    }

    Answer answerTo(ReceivedRequest request) {
        Answer polled = background.get(request.path());
        if (polled != null) {
            return polled;
        }
        Answer queued = next.poll();
        if (queued != null) {
            return queued;
        }
        return byPathPrefix.keySet().stream()
                .filter(request.path()::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(byPathPrefix::get)
                .orElse(DEFAULT);
    }

    /**
     * Up to which length a body is read.
     *
     * @param refusal the answer to a request whose body is longer
     */
    record BodyLimit(long bytes, Answer refusal) {}
}
