package io.minerstack.bench.fake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** The scripted responses: one queued response per request, then the default response; and the text of the answers. */
class ResponseQueue {

    private final Queue<FakeResponse> queued = new ConcurrentLinkedQueue<>();
    private volatile FakeResponse defaultResponse = FakeResponse.ok();
    private volatile Function<FakeRequest, String> text = request -> "An answer from the fake model.";

    void add(FakeResponse response) {
        queued.add(response);
    }

    void setDefault(FakeResponse response) {
        defaultResponse = response;
    }

    void setText(Function<FakeRequest, String> answer) {
        text = answer;
    }

    FakeResponse next() {
        FakeResponse response = queued.poll();
        return response == null ? defaultResponse : response;
    }

    String textFor(FakeRequest request) {
        return text.apply(request);
    }

    void clear() {
        queued.clear();
        defaultResponse = FakeResponse.ok();
    }
}
