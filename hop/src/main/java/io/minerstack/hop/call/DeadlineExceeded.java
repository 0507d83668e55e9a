package io.minerstack.hop.call;

/** The request's deadline passed before its answer was there. */
public class DeadlineExceeded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeadlineExceeded() {
        super("the request's deadline passed", null, false, false);
    }
}
