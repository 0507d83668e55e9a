package io.minerstack.memory.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operation does; in an entry, the type of the last operation. */
public enum OperationType implements LowerCaseLabel {
    INSERT,
    UPDATE,
    DELETE;

    /** The value in JSON and in the table. */
    @Override
    @JsonValue
    public String label() {
        return LowerCaseLabel.super.label();
    }

    /** The type with this exact label. */
    public static Optional<OperationType> find(@Nullable String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst();
    }
}
