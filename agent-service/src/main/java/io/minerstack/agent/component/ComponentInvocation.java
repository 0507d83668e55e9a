package io.minerstack.agent.component;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.memory.MemoryContext;

/**
 * What a component works on.
 *
 * @param recollection what the memory knew; empty where it was not wanted or not there
 */
public record ComponentInvocation(ComponentName component, ComponentInput input, MemoryContext recollection) {}
