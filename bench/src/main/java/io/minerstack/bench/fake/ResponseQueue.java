package io.minerstack.bench.fake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** The scripted responses: one queued response per request, then the default response; and the text of the answers. */
class ResponseQueue {

    private final Queue<FakeResponse> queued = new ConcurrentLinkedQueue<>();
    private volatile Function<FakeRequest, FakeResponse> defaultResponse = request -> FakeResponse.ok();
    private volatile Function<FakeRequest, String> text = request -> "An answer from the fake model.";

    void add(FakeResponse response) {
        queued.add(response);
    }

    void setDefault(Function<FakeRequest, FakeResponse> chosen) {
        defaultResponse = chosen;
    }

    void setText(Function<FakeRequest, String> answer) {
        text = answer;
    }

    FakeResponse next(FakeRequest request) {
        FakeResponse response = queued.poll();
        return response == null ? defaultResponse.apply(request) : response;
    }

    String textFor(FakeRequest request) {
        return text.apply(request);
    }

    void clear() {
        queued.clear();
        defaultResponse = request -> FakeResponse.ok();
    }
}
