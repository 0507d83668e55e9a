package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.sse.Chunk.Head;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The head that a caller gets: the first value of each field that the upstream sent, else a value of our own. */
class CompletionHead {

    private final String defaultModel;
    private Head received = Head.EMPTY;
    private @Nullable Head complete;

    /**
     * A head without values.
     *
     * @param defaultModel the model's name where the upstream names none
     */
    CompletionHead(String defaultModel) {
        this.defaultModel = defaultModel;
    }

    /** Takes the fields that are missing until now. */
    void add(Head head) {
        received = received.or(head);
    }

    /** The head with all required fields. Does not change any more after the first call. */
    Head complete() {
        Head known = complete;
        if (known == null) {
            known = received.or(new Head(
                    "chatcmpl-" + Long.toHexString(ThreadLocalRandom.current().nextLong()),
                    defaultModel,
                    System.currentTimeMillis() / 1_000,
                    null));
            complete = known;
        }
        return known;
    }
}
