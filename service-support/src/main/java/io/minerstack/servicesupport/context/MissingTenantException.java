package io.minerstack.servicesupport.context;

/** A request does not say, in a way that can be read, whose data it is about, and asks for somebody's. */
public class MissingTenantException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingTenantException() {
        super("the request names no tenant", null, false, false);
    }
}
