package io.minerstack.bench.fake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** The scripted responses: one queued response per request, then the default response; and the text of the answers. */
class ResponseQueue {

    private final Queue<Behaviour> queued = new ConcurrentLinkedQueue<>();
    private volatile Function<FakeRequest, Behaviour> defaultResponse = request -> Behaviour.good();
    private volatile Function<FakeRequest, String> text = request -> "An answer from the fake model.";

    void add(Behaviour response) {
        queued.add(response);
    }

    void setDefault(Function<FakeRequest, Behaviour> chosen) {
        defaultResponse = chosen;
    }

    void setText(Function<FakeRequest, String> answer) {
        text = answer;
    }

    Behaviour next(FakeRequest request) {
        Behaviour response = queued.poll();
        return response == null ? defaultResponse.apply(request) : response;
    }

    String textFor(FakeRequest request) {
        return text.apply(request);
    }

    void clear() {
        queued.clear();
        defaultResponse = request -> Behaviour.good();
    }
}
