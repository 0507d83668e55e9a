package io.minerstack.agent.prompt;

import java.util.OptionalInt;

/** The port through which prompts learn the model's context length, in tokens; empty while nobody knows it. */
@FunctionalInterface
public interface ContextLengthSource {

    OptionalInt tokens();
}
