package io.minerstack.servicesupport.startup;

/** The environment has a value that a service can't start with. The message names the variable and the rule, never a secret. */
public class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(String message) {
        super(message);
    }
}
