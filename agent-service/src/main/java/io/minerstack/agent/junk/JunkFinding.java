package io.minerstack.agent.junk;

/**
 * What is wrong with an answer.
 *
 * @param bestPart what can be sent if the model gives nothing better: the answer without the junk, or the whole answer
 * @param usable whether the best part says something of its own
 */
public record JunkFinding(JunkReason reason, String bestPart, boolean usable) {}
