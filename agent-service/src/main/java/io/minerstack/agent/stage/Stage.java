package io.minerstack.agent.stage;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** A part of the work for a component call. Time that no stage has is that of our own code between the stages. */
public enum Stage implements LowerCaseLabel {
    /** Reading history and playbook from memory-service. */
    MEMORY_READ,
    /** The search provider. */
    SEARCH,
    /** Calls of the model, their retries and samples included. */
    MODEL,
    /** Reading and checking replies of the model. */
    PARSE,
    /** Storing the turn or feedback in memory-service, as long as the answer waits for it. */
    MEMORY_WRITE,
    /** Waiting for a thread that checks a long text or counts votes. */
    QUEUE
}
