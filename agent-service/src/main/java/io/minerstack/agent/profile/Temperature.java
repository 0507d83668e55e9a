package io.minerstack.agent.profile;

import org.jspecify.annotations.Nullable;

/**
 * A sampling temperature.
 *
 * @param value 0–2
 * @param setByOperator whether it comes from {@code TEMPERATURE}, which outranks a model's own default
 */
public record Temperature(double value, boolean setByOperator) {

    /** A default of the contract. */
    public static Temperature byDefault(double value) {
        return new Temperature(value, false);
    }

    /**
     * The operator's temperature, or a default of the contract.
     *
     * @param operator null if not set
     */
    public static Temperature of(@Nullable Double operator, double byDefault) {
        return operator == null ? byDefault(byDefault) : new Temperature(operator, true);
    }
}
