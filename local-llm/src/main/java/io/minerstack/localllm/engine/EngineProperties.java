package io.minerstack.localllm.engine;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The model and how it runs.
 *
 * @param path the GGUF file; required
 * @param name what {@code /v1/models} calls it; empty for the file's name without its ending
 * @param context tokens that one prompt and its answer may have together; each generation at a time has its own memory for that many
 * @param parallel generations at a time; they share the threads
 * @param threads threads that compute; 0 for one per processor
 * @param repeatPenalty above 1 makes words of the last {@code repeatWindow} tokens less likely; small models repeat themselves without
 * @param repeatWindow tokens
 */
@Validated
@ConfigurationProperties("local-llm.engine")
record EngineProperties(
        @DefaultValue("") String path,
        @DefaultValue("") String name,
        @DefaultValue("8192") @Min(256) @Max(1_048_576) int context,
        @DefaultValue("1") @Min(1) @Max(64) int parallel,
        @DefaultValue("0") @Min(0) @Max(512) int threads,

        @DefaultValue("1.1") @DecimalMin("1.0") @DecimalMax("2.0")
        double repeatPenalty,

        @DefaultValue("256") @Min(0) int repeatWindow) {

    int threadsOrProcessors() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
