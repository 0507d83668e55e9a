package io.minerstack.servicesupport.text;

import java.util.Locale;

/**
 * An enum whose constants have a label in lower case: {@code RATE_LIMITED} has {@code rate_limited}. Such labels are
 * the values of metric labels and of JSON fields.
 */
public interface LowerCaseLabel {

    /** What every enum has. */
    String name();

    default String label() {
        return lowerCase(name());
    }

    /** The label of a constant whose enum does not implement this interface. */
    static String of(Enum<?> constant) {
        return lowerCase(constant.name());
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
