package io.minerstack.bench.fake;

/**
 * What goes wrong. Counts are of tokens sent before it happens; negative means never.
 *
 * @param link what is done to the connection before any response
 * @param cutAfter closes the connection
 * @param silentAfter says nothing more and keeps the connection
 * @param malformedAfter sends one event that is not JSON, then goes on
 * @param end what is missing at the end of a stream
 * @param refusesPrefill answers 400 where the last message is the assistant's
 */
record ResponseFaults(Link link, int cutAfter, int silentAfter, int malformedAfter, Behaviour.End end, boolean refusesPrefill) {

    static final ResponseFaults NONE = new ResponseFaults(Link.SOUND, -1, -1, -1, Behaviour.End.WHOLE, false);

    static ResponseFaults of(Link link) {
        return new ResponseFaults(link, -1, -1, -1, Behaviour.End.WHOLE, false);
    }

    /** Whether it is the fake that ends the connection. */
    boolean closesConnection() {
        return link == Link.RESET || cutAfter >= 0;
    }

    /** What is done to the connection. */
    enum Link {
        SOUND,
        /** Reset (RST) before the response head. */
        RESET,
        /** Accepted, read, never answered. */
        MUTE
    }
}
