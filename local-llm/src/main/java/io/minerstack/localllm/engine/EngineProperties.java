package io.minerstack.localllm.engine;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The model file and the settings of the engine.
 *
 * @param path path of the GGUF file; required
 * @param name the model's name in {@code /v1/models}; empty means the file's name without its extension
 * @param context limit of prompt tokens plus answer tokens; each of the {@code parallel} generations has memory for
 *     this many tokens
 * @param parallel how many generations run at the same time; all of them share the threads
 * @param threads number of compute threads; 0 means one for two processors while a token is generated, because the
 *     threads wait for each other many times per token, and one per processor while a prompt is read
 *     (docs/performance.md)
 * @param repeatPenalty a value above 1 makes the last {@code repeatWindow} tokens, those of the prompt included, and
 *     sequences of them less likely to be repeated, which small models otherwise do; 1 leaves repetition alone, for
 *     models that repeat nothing and write code
 * @param repeatWindow how many of the last tokens this applies to
 */
@Validated
@ConfigurationProperties("local-llm.engine")
record EngineProperties(
        @DefaultValue("") String path,
        @DefaultValue("") String name,
        @DefaultValue("8192") @Min(256) @Max(1_048_576) int context,
        @DefaultValue("1") @Min(1) @Max(64) int parallel,
        @DefaultValue("0") @Min(0) @Max(512) int threads,

        @DefaultValue("1.05") @DecimalMin("1.0") @DecimalMax("2.0")
        double repeatPenalty,

        @DefaultValue("256") @Min(0) int repeatWindow) {

    /** The threads that generate tokens, at least 1. */
    int generationThreads(int processors) {
        return threads == 0 ? Math.max(1, processors / 2) : threads;
    }

    /** The threads that read a prompt, at least 1. */
    int promptThreads(int processors) {
        return threads == 0 ? processors : threads;
    }
}
