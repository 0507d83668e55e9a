package io.minerstack.agent.profile;

/**
 * The model that would answer the next request.
 *
 * @param provider name of its provider, such as {@code local}
 * @param name name of the model; empty while unknown
 * @param takesJsonSchema whether its provider accepts a JSON schema for the reply, as far as is known
 */
public record ServingModel(String provider, String name, boolean takesJsonSchema) {}
