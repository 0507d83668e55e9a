package io.minerstack.standalone.inprocess;

import java.io.IOException;

/** What the caller gets where over HTTP the connection would break: before the response, or in the middle of it. */
public final class BrokenExchangeException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenExchangeException() {
        super("The other service ended the request before the response was complete");
    }
}
