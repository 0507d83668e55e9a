package io.minerstack.memory.status;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the miner's health page shows of its memory. */
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
