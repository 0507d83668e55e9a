package io.minerstack.localllm.engine;

import java.time.Instant;

/**
 * The model that answers every request, whatever model name the request has.
 *
 * @param contextLength limit of prompt tokens plus answer tokens
 * @param since when the model was loaded
 */
public record ServedModel(String name, int contextLength, Instant since) {}
