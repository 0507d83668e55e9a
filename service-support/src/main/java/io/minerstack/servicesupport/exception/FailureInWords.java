package io.minerstack.servicesupport.exception;

/** A failure of our own that knows what went wrong, in words that may stand in a log line. */
public interface FailureInWords {

    /** Such as {@code no provider is available}; without anything from a request, a response or a secret. */
    String words();
}
