package io.minerstack.servicesupport.context;

/** The request's deadline passed before its answer was there. */
public class DeadlineExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeadlineExceededException() {
        super("the request's deadline passed", null, false, false);
    }
}
