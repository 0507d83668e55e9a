package io.minerstack.memory.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The type of a playbook entry, with its weight and its half-life for the order of eviction. */
public enum InsightType implements LowerCaseLabel {
    PREFERENCE(1.0, Duration.ofDays(7)),
    INSTRUCTION(1.2, Duration.ofDays(7)),
    FACT(0.9, Duration.ofDays(3)),
    CORRECTION(1.5, null),
    CONTEXT(0.7, Duration.ofDays(1)),
    CONSTRAINT(1.5, null);

    private final double weight;
    private final @Nullable Duration halfLife;

    InsightType(double weight, @Nullable Duration halfLife) {
        this.weight = weight;
        this.halfLife = halfLife;
    }

    /** Factor of an entry's rank; entries with a low rank are evicted first. */
    public double weight() {
        return weight;
    }

    /** Time after which an entry's rank is halved; null for a type that does not age. */
    public @Nullable Duration halfLife() {
        return halfLife;
    }

    /** The value in JSON and in the table. */
    @Override
    @JsonValue
    public String label() {
        return LowerCaseLabel.super.label();
    }

    /** The type with this exact label. */
    public static Optional<InsightType> find(@Nullable String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst();
    }
}
