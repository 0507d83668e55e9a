package io.minerstack.servicesupport.context;

/** A request for a tenant's data names no tenant, or names one in a way that can't be read. */
public class MissingTenantException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingTenantException() {
        super("the request names no tenant", null, false, false);
    }
}
