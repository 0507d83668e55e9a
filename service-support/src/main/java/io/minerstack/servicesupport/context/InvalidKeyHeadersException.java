package io.minerstack.servicesupport.context;

/** The headers with a request's key and its budget can't be read. */
public class InvalidKeyHeadersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidKeyHeadersException() {
        super("the headers of the key can't be read", null, false, false);
    }
}
