package io.minerstack.servicesupport.context;

/** The deadline of a request passed before its response was complete. */
public class DeadlineExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeadlineExceededException() {
        super("the request's deadline passed", null, false, false);
    }
}
