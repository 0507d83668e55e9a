package io.minerstack.hop.startup;

/** The environment has a value that a service can't start with. The message names the variable and the rule, never a secret. */
public class WrongEnvironment extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongEnvironment(String message) {
        super(message);
    }
}
