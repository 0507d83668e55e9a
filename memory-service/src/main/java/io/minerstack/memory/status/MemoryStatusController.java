package io.minerstack.memory.status;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Returns the number of active conversations of all tenants. */
@RestController
class MemoryStatusController {

    private final ActiveConversationCounter active;

    MemoryStatusController(ActiveConversationCounter active) {
        this.active = active;
    }

    @GetMapping("/status")
    Mono<StatusView> status() {
        return active.count().map(StatusView::new);
    }

    record StatusView(long activeConversations) {}
}
