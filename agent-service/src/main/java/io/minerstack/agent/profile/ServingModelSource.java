package io.minerstack.agent.profile;

/** The interface to what llm-proxy says about its providers. */
@FunctionalInterface
public interface ServingModelSource {

    /** The model that would answer the next request; that of the first configured provider until llm-proxy says. */
    ServingModel servingModel();
}
