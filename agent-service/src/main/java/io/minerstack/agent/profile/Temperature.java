package io.minerstack.agent.profile;

import org.jspecify.annotations.Nullable;

/**
 * A sampling temperature.
 *
 * @param value 0–2
 * @param setByOperator whether it outranks a model's own default, as {@code TEMPERATURE} does
 */
public record Temperature(double value, boolean setByOperator) {

    private static final double FURTHER_ANSWER = 0.7;

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

    /**
     * The temperature of a further answer to the same question: the operator's, else at least 0.7, because answers at
     * the low temperature of a small model are all alike.
     */
    public Temperature ofFurtherAnswer() {
        return setByOperator ? this : new Temperature(Math.max(value, FURTHER_ANSWER), true);
    }
}
