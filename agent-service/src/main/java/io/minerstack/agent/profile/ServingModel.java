package io.minerstack.agent.profile;

/**
 * The model that would answer the next request.
 *
 * @param provider name of its provider, such as {@code local}
 * @param name name of the model; empty while unknown
 */
public record ServingModel(String provider, String name) {}
