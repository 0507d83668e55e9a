package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.sse.EventData;

/** A part of a streamed answer: first one {@link Opened}, then the events. */
sealed interface StreamPart {

    /**
     * The first token arrived. No other provider can answer this request any more.
     *
     * @param provider that answers
     */
    record Opened(String provider) implements StreamPart {}

    /**
     * One event for the caller.
     *
     * @param data of the event
     */
    record Event(EventData data) implements StreamPart {}
}
