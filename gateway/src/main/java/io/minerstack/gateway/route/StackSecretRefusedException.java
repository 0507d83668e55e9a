package io.minerstack.gateway.route;

import io.minerstack.servicesupport.exception.FailureInWords;

/** agent-service, or a service behind it, does not accept the stack's secret of its caller. */
final class StackSecretRefusedException extends RuntimeException implements FailureInWords {

    private static final long serialVersionUID = 1L;

    private static final String WORDS = "STACK_SECRET: a service behind the gateway has another one than its caller";

    StackSecretRefusedException() {
        super(WORDS, null, false, false);
    }

    @Override
    public String words() {
        return WORDS;
    }
}
