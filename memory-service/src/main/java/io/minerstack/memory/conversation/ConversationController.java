package io.minerstack.memory.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lists, reads and deletes conversations, with the response bodies of the public API. */
@RestController
@RequestMapping("/conversations")
class ConversationController {

    private static final int MAX_PAGE_SIZE = 100;

    private final ConversationService conversations;

    ConversationController(ConversationService conversations) {
        this.conversations = conversations;
    }

    @GetMapping
    Mono<ListView> list(
            Tenant tenant,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean preview) {
        if (limit < 1 || limit > MAX_PAGE_SIZE) {
            throw ProblemException.invalid("limit", "must be 1 to " + MAX_PAGE_SIZE);
        }
        Cursor from = cursor == null || cursor.isEmpty() ? null : Cursor.parse(cursor);
        return conversations.list(tenant, limit, from, preview).map(ListView::of);
    }

    @GetMapping("/{cid}")
    Mono<ConversationView> read(ConversationKey key) {
        return conversations
                .read(key)
                .map(conversation -> ConversationView.of(key, conversation))
                .switchIfEmpty(Mono.error(ConversationController::notFound));
    }

    @DeleteMapping("/{cid}")
    Mono<DeletedView> delete(ConversationKey key, @RequestParam(defaultValue = "false") boolean playbook) {
        return conversations
                .delete(key, playbook)
                .filter(deleted -> deleted)
                .map(deleted -> DeletedView.of(key, playbook))
                .switchIfEmpty(Mono.error(ConversationController::notFound));
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no conversation with this cid.");
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
                    page.more() ? Cursor.after(page.conversations().getLast()).toString() : null);
        }
    }

    record ConversationView(
            String cid, int messageCount, List<Message> messages, Instant createdAt, Instant lastActivity) {

        static ConversationView of(ConversationKey key, Conversation conversation) {
            return new ConversationView(
                    key.cid().value(),
                    conversation.messages().size(),
                    conversation.messages(),
                    conversation.createdAt(),
                    conversation.lastActivity());
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
