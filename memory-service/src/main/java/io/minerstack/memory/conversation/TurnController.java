package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.Cid;
import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.PostgresText;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemException.Violation;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Appends turns to conversations. */
@RestController
class TurnController {

    private final ConversationService conversations;

    TurnController(ConversationService conversations) {
        this.conversations = conversations;
    }

    @PostMapping("/turns")
    Mono<TurnView> append(Tenant tenant, @RequestBody TurnRequest body) {
        Turn turn = body.toTurn(tenant);
        return conversations
                .append(turn)
                .map(result -> new TurnView(turn.key().cid().value(), result.lastSeq(), result.messages()));
    }

    record TurnView(String cid, long lastSeq, int messages) {}

    record TurnRequest(
            @Nullable String cid,
            @Nullable String turnId,
            @Nullable String user,
            @Nullable String assistant,
            @Nullable Boolean feedback) {

        private static final int MAX_ID_LENGTH = 128;
        // the largest request has 50 queries of 10,000 characters, a task and labels
        private static final int MAX_CONTENT_LENGTH = 600_000;

        Turn toTurn(Tenant tenant) {
            Cid checkedCid = Cid.of(cid);
            List<Violation> violations = new ArrayList<>();
            String checkedTurnId = checked("turn_id", turnId, MAX_ID_LENGTH, violations);
            String userMessage = checked("user", user, MAX_CONTENT_LENGTH, violations);
            String assistantMessage = checked("assistant", assistant, MAX_CONTENT_LENGTH, violations);
            if (!violations.isEmpty()) {
                throw ProblemException.invalid(violations);
            }
            return new Turn(
                    new ConversationKey(tenant, checkedCid),
                    checkedTurnId,
                    userMessage,
                    assistantMessage,
                    Boolean.TRUE.equals(feedback));
        }

        private static String checked(String field, @Nullable String sent, int max, List<Violation> violations) {
            String text = PostgresText.sanitize(sent == null ? "" : sent);
            if (text.isBlank() || CodePoints.exceed(text, max)) {
                violations.add(new Violation(field, "must have 1 to " + max + " characters and not be blank"));
            }
            return text;
        }
    }
}
