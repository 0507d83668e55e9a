package io.minerstack.memory.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What kind of thing an entry says, and how fast it stops being worth its place. */
public enum InsightType {
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

    /** How much an entry of this type is worth next to one of another. */
    double weight() {
        return weight;
    }

    /** The time in which half of its worth is gone; null for what does not age. */
    @Nullable
    Duration halfLife() {
        return halfLife;
    }

    /** The word on the wire and in the table. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<InsightType> find(@Nullable String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}
