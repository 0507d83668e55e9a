package io.minerstack.servicesupport.startup;

/**
 * A service can't start with a value from its environment. The message names the variable and the rule, and never holds
 * a secret.
 */
public class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(String message) {
        super(message);
    }
}
