package io.minerstack.bench.fake;

/**
 * The faults of one response. {@code cutAfter}, {@code silentAfter} and {@code malformedAfter} are the number of
 * tokens that are sent before the fault happens; a negative number means that the fault does not happen.
 *
 * @param connection what happens to the connection before any response
 * @param cutAfter then the connection is closed
 * @param silentAfter then nothing more is sent and the connection stays open
 * @param malformedAfter then one event that is not valid JSON is sent, and the stream continues
 * @param end how a stream ends
 * @param refusesPrefill whether a request whose last message is from the assistant gets a 400
 */
record ResponseFaults(
        Connection connection,
        int cutAfter,
        int silentAfter,
        int malformedAfter,
        FakeResponse.StreamEnd end,
        boolean refusesPrefill) {

    static final ResponseFaults NONE = of(Connection.OPEN);

    static ResponseFaults of(Connection connection) {
        return new ResponseFaults(connection, -1, -1, -1, FakeResponse.StreamEnd.WHOLE, false);
    }

    ResponseFaults cutAfter(int tokens) {
        return new ResponseFaults(connection, tokens, silentAfter, malformedAfter, end, refusesPrefill);
    }

    ResponseFaults silentAfter(int tokens) {
        return new ResponseFaults(connection, cutAfter, tokens, malformedAfter, end, refusesPrefill);
    }

    ResponseFaults malformedAfter(int tokens) {
        return new ResponseFaults(connection, cutAfter, silentAfter, tokens, end, refusesPrefill);
    }

    ResponseFaults ending(FakeResponse.StreamEnd changed) {
        return new ResponseFaults(connection, cutAfter, silentAfter, malformedAfter, changed, refusesPrefill);
    }

    ResponseFaults refusingPrefill() {
        return new ResponseFaults(connection, cutAfter, silentAfter, malformedAfter, end, true);
    }

    /** Whether the fake closes the connection, and not its caller. */
    boolean closesConnection() {
        return connection == Connection.RESET || cutAfter >= 0;
    }

    /** What happens to the connection before any response. */
    enum Connection {
        /** The connection stays usable. */
        OPEN,
        /** The connection is reset (RST). */
        RESET,
        /** The request is read and never answered. */
        UNANSWERED
    }
}
