package io.minerstack.registration.probe;

import java.util.Locale;

/** An enum constant that is the value of a metric label. */
interface MetricLabel {

    /** The constant's name, which an enum has by itself. */
    String name();

    /** The label's value, such as {@code paid_model}. */
    default String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
