package io.minerstack.gateway.componentcall;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/**
 * A part of the time of a component call. agent-service reports those between {@link #GATEWAY} and {@link #UNREPORTED};
 * its own code between them, and the wait for another caller's run, have no stage.
 */
public enum ComponentCallStage implements LowerCaseLabel {
    /** All time that was not agent-service's: {@link ComponentCall#ownTime()}. */
    GATEWAY,
    /** Reading history and playbook from memory-service. */
    MEMORY_READ,
    /** The search provider; {@code internet_search} alone has it. */
    SEARCH,
    /** Calls of the model, their retries and samples included. */
    MODEL,
    /** Reading and checking replies of the model. */
    PARSE,
    /** Storing the turn or feedback in memory-service. */
    MEMORY_WRITE,
    /** Waiting for a thread of agent-service. */
    QUEUE,
    /**
     * The wait for agent-service that is in no report: for a connection, and in a call without a report for the
     * response, because the caller left or agent-service did not answer.
     */
    UNREPORTED
}
