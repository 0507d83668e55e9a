package io.minerstack.llmproxy.queue;

import io.minerstack.servicesupport.context.Tenant;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** One request in a queue, whose work ends when the test says so. */
class QueueCall {

    private final Sinks.Empty<Void> end = Sinks.empty();
    private final Disposable.Swap subscription = Disposables.swap();
    private boolean sent;
    private boolean ended;
    private @Nullable Throwable failure;

    static QueueCall enter(RequestQueue queue, @Nullable Tenant tenant, Duration longest) {
        return enter(queue, tenant, new QueueWait(longest, null));
    }

    static QueueCall enter(RequestQueue queue, @Nullable Tenant tenant, QueueWait wait) {
        QueueCall call = new QueueCall();
        call.subscription.update(
                queue.run(tenant, wait, call::send).subscribe(nothing -> {}, error -> call.failure = error));
        return call;
    }

    private Flux<Void> send(Runnable answered) {
        sent = true;
        return end.asMono().flux().doOnComplete(answered);
    }

    boolean isSent() {
        return sent;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
        end.tryEmitEmpty();
    }

    void cancel() {
        subscription.dispose();
    }
}
