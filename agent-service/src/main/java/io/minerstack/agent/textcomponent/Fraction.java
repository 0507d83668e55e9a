package io.minerstack.agent.textcomponent;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * An exact number: decimals that are rounded at each step show zeros that are wrong.
 *
 * @param denominator above 0
 */
record Fraction(BigInteger numerator, BigInteger denominator) {

    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

    private static final int MAX_EXACT_DIGITS = 30;
    private static final int MAX_DIGITS = 50;
    private static final int ROUNDED_DIGITS = 10;

    /**
     * An exact decimal.
     *
     * @param decimal scale of at least 0
     */
    static Fraction of(BigDecimal decimal) {
        return new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction negate() {
        return new Fraction(numerator.negate(), denominator);
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** One divided by this; null for 0. */
    @Nullable
    Fraction inverse() {
        return switch (numerator.signum()) {
            case 0 -> null;
            case 1 -> new Fraction(denominator, numerator);
            default -> new Fraction(denominator.negate(), numerator.negate());
        };
    }

    boolean isWhole() {
        return numerator.mod(denominator).signum() == 0;
    }

    /**
     * The end of an equation: "= 2.5", or "≈ 0.3333333333" where the decimal does not end or has more than 30 digits.
     * Null where that takes more than 50 digits.
     */
    @Nullable
    String asResult() {
        BigInteger[] scaled = numerator.multiply(BigInteger.TEN.pow(MAX_DIGITS)).divideAndRemainder(denominator);
        BigDecimal decimal = new BigDecimal(scaled[0], MAX_DIGITS);
        boolean ends = scaled[1].signum() == 0;
        BigDecimal shown = ends && digits(decimal) <= MAX_EXACT_DIGITS ? decimal : rounded();
        if (digits(shown) > MAX_DIGITS) {
            return null;
        }
        return (ends && shown.compareTo(decimal) == 0 ? "= " : "≈ ") + plain(shown);
    }

    /** Rounded behind the decimal point only. */
    private BigDecimal rounded() {
        int whole = numerator.abs().divide(denominator).toString().length();
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), new MathContext(Math.max(ROUNDED_DIGITS, whole)));
    }

    private static int digits(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return Math.max(1, stripped.precision() - stripped.scale()) + Math.max(0, stripped.scale());
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
