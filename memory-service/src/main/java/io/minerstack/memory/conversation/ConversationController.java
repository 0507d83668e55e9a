package io.minerstack.memory.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.Problem.Violation;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lists, shows and deletes conversations, with the bodies of the public API. */
@RestController
@RequestMapping("/conversations")
class ConversationController {

    private static final int MAX_PAGE = 100;

    private final ConversationStore store;
    private final ConversationProperties properties;
    private final ConversationMetrics metrics;
    private final Clock clock;

    ConversationController(
            ConversationStore store, ConversationProperties properties, ConversationMetrics metrics, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    @GetMapping
    Mono<ListView> list(
            Tenant tenant,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MAX_PAGE) {
            String rule = "must be 1 to " + MAX_PAGE;
            throw new Problem(ProblemType.INVALID, "limit: " + rule, Map.of(), List.of(new Violation("limit", rule)));
        }
        Cursor from = cursor == null || cursor.isEmpty() ? null : Cursor.parse(cursor);
        return store.list(tenant, cutoff(), properties.maxMessages(), limit, from)
                .map(ListView::of);
    }

    @GetMapping("/{cid}")
    Mono<ConversationView> show(ConversationKey key) {
        return store.read(key, cutoff(), properties.maxMessages())
                .map(found -> ConversationView.of(key, found))
                .switchIfEmpty(Mono.error(ConversationController::unknown));
    }

    @DeleteMapping("/{cid}")
    Mono<DeletedView> delete(ConversationKey key, @RequestParam(defaultValue = "false") boolean playbook) {
        return store.forget(key, cutoff(), playbook)
                .filter(known -> known)
                .map(known -> DeletedView.of(key, playbook))
                .doOnNext(deleted -> metrics.forgotten(playbook))
                .switchIfEmpty(Mono.error(ConversationController::unknown));
    }

    private Instant cutoff() {
        return properties.cutoff(clock.instant());
    }

    private static Problem unknown() {
        return new Problem(ProblemType.NOT_FOUND, "There is no conversation with this cid.");
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ListView(
            long totalConversations,
            List<ConversationSummary> conversations,
            @Nullable String nextCursor) {

        static ListView of(ConversationPage page) {
            return new ListView(
                    page.total(),
                    page.conversations(),
                    page.more() ? Cursor.behind(page.conversations().getLast()).toString() : null);
        }
    }

    record ConversationView(
            String cid, int messageCount, List<Message> messages, Instant createdAt, Instant lastActivity) {

        static ConversationView of(ConversationKey key, Conversation found) {
            return new ConversationView(
                    key.cid().value(),
                    found.messages().size(),
                    found.messages(),
                    found.createdAt(),
                    found.lastActivity());
        }
    }

    record DeletedView(boolean success, String message, String cid) {

        static DeletedView of(ConversationKey key, boolean playbook) {
            return new DeletedView(
                    true,
                    playbook ? "Conversation and playbook erased." : "Conversation deleted.",
                    key.cid().value());
        }
    }
}
