package io.minerstack.agent.component;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Answers the requests of one or more components. {@link ComponentService} reads the memory and stores the turn. */
public interface ComponentHandler {

    /** The components that this handler answers; every component has exactly one handler. */
    Set<ComponentName> components();

    Mono<ComponentResult> handle(ComponentInvocation invocation);

    /** Whether the conversation history is to be read for this input. */
    default boolean needsHistory(ComponentInput input) {
        return input.useConversationHistory();
    }

    /** Whether the playbook is to be read for this input. */
    default boolean needsPlaybook(ComponentInput input) {
        return input.usePlaybook();
    }
}
