package io.minerstack.gateway.route;

/** agent-service, or a service behind it, does not accept the stack's secret of its caller. */
final class StackSecretRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StackSecretRefusedException() {
        super("STACK_SECRET: a service behind the gateway has another one than its caller", null, false, false);
    }
}
