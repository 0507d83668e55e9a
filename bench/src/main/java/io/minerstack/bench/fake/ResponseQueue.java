package io.minerstack.bench.fake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** What comes next: queued behaviours, one per request, then the default; and the text of the answers. */
class ResponseQueue {

    private final Queue<Behaviour> queued = new ConcurrentLinkedQueue<>();
    private volatile Behaviour otherwise = Behaviour.good();
    private volatile Function<FakeRequest, String> text = request -> "An answer from the fake model.";

    void queue(Behaviour behaviour) {
        queued.add(behaviour);
    }

    void always(Behaviour behaviour) {
        otherwise = behaviour;
    }

    void text(Function<FakeRequest, String> answer) {
        text = answer;
    }

    Behaviour next() {
        Behaviour behaviour = queued.poll();
        return behaviour == null ? otherwise : behaviour;
    }

    String textFor(FakeRequest request) {
        return text.apply(request);
    }

    void clear() {
        queued.clear();
        otherwise = Behaviour.good();
    }
}
