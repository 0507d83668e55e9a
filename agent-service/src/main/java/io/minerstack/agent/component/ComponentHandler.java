package io.minerstack.agent.component;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import java.util.Set;
import reactor.core.publisher.Mono;

/** What one or more components can do. Runs inside a call; knows nothing of HTTP, storing or limits. */
public interface ComponentHandler {

    Set<ComponentName> components();

    Mono<ComponentResult> perform(ComponentInvocation job);

    /** Whether the conversation so far is of use. */
    default boolean wantsHistory(ComponentInput input) {
        return input.useConversationHistory();
    }

    /** Whether the playbook is of use. */
    default boolean wantsPlaybook(ComponentInput input) {
        return input.usePlaybook();
    }
}
