package io.minerstack.agent.turn;

import io.minerstack.agent.contract.AgentComponent;
import io.minerstack.agent.contract.ComponentInput;
import java.util.Set;
import reactor.core.publisher.Mono;

/** What one or more components can do. Runs inside a call; knows nothing of HTTP, storing or limits. */
public interface Skill {

    Set<AgentComponent> components();

    Mono<Draft> perform(Job job);

    /** Whether the conversation so far is of use. */
    default boolean wantsHistory(ComponentInput input) {
        return input.useConversationHistory();
    }

    /** Whether the playbook is of use. */
    default boolean wantsPlaybook(ComponentInput input) {
        return input.usePlaybook();
    }
}
