package io.minerstack.agent.turn;

import io.minerstack.agent.contract.AgentComponent;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.recall.Recollection;

/**
 * What a component works on.
 *
 * @param recollection what the memory knew; empty where it was not wanted or not there
 */
public record Job(AgentComponent component, ComponentInput input, Recollection recollection) {}
