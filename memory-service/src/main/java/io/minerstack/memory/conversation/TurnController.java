package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.Cid;
import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.PostgresText;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.Problem.Violation;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Takes turns in. */
@RestController
class TurnController {

    private final ConversationService append;

    TurnController(ConversationService append) {
        this.append = append;
    }

    @PostMapping("/turns")
    Mono<TurnView> append(Tenant tenant, @RequestBody TurnRequest body) {
        Turn turn = body.toTurn(tenant);
        return append.append(turn)
                .map(stored -> new TurnView(turn.key().cid().value(), stored.lastSeq(), stored.messages()));
    }

    record TurnView(String cid, long lastSeq, int messages) {}

    record TurnRequest(
            @Nullable String cid,
            @Nullable String turnId,
            @Nullable String user,
            @Nullable String assistant) {

        private static final int MAX_ID = 128;
        // 50 queries of 10,000 characters with a task and labels around them
        private static final int MAX_CONTENT = 600_000;

        Turn toTurn(Tenant tenant) {
            Cid id = Cid.of(cid);
            List<Violation> violations = new ArrayList<>();
            String turn = limited("turn_id", turnId, MAX_ID, violations);
            String question = limited("user", user, MAX_CONTENT, violations);
            String answer = limited("assistant", assistant, MAX_CONTENT, violations);
            if (!violations.isEmpty()) {
                Violation first = violations.getFirst();
                throw new Problem(ProblemType.INVALID, first.field() + ": " + first.message(), Map.of(), violations);
            }
            return new Turn(new ConversationKey(tenant, id), turn, question, answer);
        }

        private static String limited(String field, @Nullable String sent, int max, List<Violation> violations) {
            String text = PostgresText.of(sent == null ? "" : sent);
            if (text.isBlank() || text.codePointCount(0, text.length()) > max) {
                violations.add(new Violation(field, "must have 1 to " + max + " characters and not be blank"));
            }
            return text;
        }
    }
}
