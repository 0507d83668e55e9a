package io.minerstack.agent.prompt;

import java.util.OptionalInt;

/** The interface to the model's context length. */
@FunctionalInterface
public interface ContextLengthSource {

    /** The context length in tokens; empty while unknown. */
    OptionalInt tokens();
}
