package io.minerstack.agent.profile;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which models are small, and how they are sampled.
 *
 * @param small models that get short prompts and a temperature of their own: names of providers or parts of the names
 *     of models, in any case; {@code none} for no model
 * @param smallTemperature sampling temperature of small models where {@code TEMPERATURE} is not set, 0–2
 */
@Validated
@ConfigurationProperties("agent.profile")
public record ModelProfileProperties(
        @NotNull List<String> small,
        @DecimalMin("0.0") @DecimalMax("2.0") double smallTemperature) {

    public ModelProfileProperties {
        small = List.copyOf(small);
    }
}
