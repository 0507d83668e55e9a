package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.sse.EventData;

/** What a streaming caller gets, in order: who answers, events, and what it ends with. */
sealed interface StreamPart {

    /**
     * The first token is there: from here on no other provider can take over.
     *
     * @param provider that answers
     */
    record Opened(String provider) implements StreamPart {}

    /**
     * One event as it goes out.
     *
     * @param data of the event
     */
    record Event(EventData data) implements StreamPart {}
}
