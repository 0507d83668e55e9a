package io.minerstack.localllm.engine;

import java.time.Instant;

/**
 * The model that this server answers with, whatever name a request has.
 *
 * @param contextLength tokens of a prompt and its answer together
 * @param since when it was loaded
 */
public record ServedModel(String name, int contextLength, Instant since) {}
