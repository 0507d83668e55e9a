package io.minerstack.agent.component;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.memory.MemoryContext;

/**
 * One call of a component.
 *
 * @param memory history and playbook of the conversation; empty where not needed or not available
 */
public record ComponentInvocation(ComponentName component, ComponentInput input, MemoryContext memory) {}
