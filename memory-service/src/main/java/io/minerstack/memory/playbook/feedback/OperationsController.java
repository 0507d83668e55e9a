package io.minerstack.memory.playbook.feedback;

import io.minerstack.memory.conversationkey.Cid;
import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.PostgresText;
import io.minerstack.memory.playbook.Feedback;
import io.minerstack.memory.playbook.FeedbackResult;
import io.minerstack.memory.playbook.ProposedOperation;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemException.Violation;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Receives a feedback with its operations. */
@RestController
class OperationsController {

    private final FeedbackService service;

    OperationsController(FeedbackService service) {
        this.service = service;
    }

    @PostMapping("/playbook/operations")
    Mono<FeedbackResult> apply(Tenant tenant, @RequestBody FeedbackRequest body) {
        return service.apply(body.toFeedback(tenant));
    }

    record FeedbackRequest(
            @Nullable String cid,
            @Nullable String feedbackId,
            @Nullable String feedback,
            @Nullable String model,
            @Nullable String rawReply,
            @Nullable Long playbookVersion,
            @Nullable String failure,
            @Nullable Boolean repaired,
            @Nullable List<@Nullable ProposedOperation> operations) {

        private static final int MAX_ID = 128;
        // 50 queries of 10,000 characters each, with line breaks between them
        private static final int MAX_FEEDBACK = 600_000;
        private static final int MAX_OPERATIONS = 20;
        private static final int MAX_LABEL = 200;
        private static final int MAX_RAW_REPLY = 100_000;

        /** Fails with a problem that names each field that breaks a limit. */
        Feedback toFeedback(Tenant tenant) {
            Cid id = Cid.of(cid);
            List<Violation> violations = new ArrayList<>();
            String name = limited("feedback_id", feedbackId, MAX_ID, violations);
            String text = limited("feedback", feedback, MAX_FEEDBACK, violations);
            List<@Nullable ProposedOperation> sent = operations == null ? List.of() : operations;
            if (sent.size() > MAX_OPERATIONS || sent.stream().anyMatch(Objects::isNull)) {
                violations.add(new Violation("operations", "must be at most " + MAX_OPERATIONS + " objects"));
            }
            if (!violations.isEmpty()) {
                throw ProblemException.invalid(violations);
            }
            return new Feedback(
                    new ConversationKey(tenant, id),
                    name,
                    text,
                    cut(model, MAX_LABEL),
                    cut(rawReply, MAX_RAW_REPLY),
                    playbookVersion,
                    cut(failure, MAX_LABEL),
                    Boolean.TRUE.equals(repaired),
                    sent.stream().map(Objects::requireNonNull).toList());
        }

        private static String limited(String field, @Nullable String sent, int max, List<Violation> violations) {
            String text = PostgresText.sanitize(sent == null ? "" : sent);
            if (text.isBlank() || CodePoints.exceed(text, max)) {
                violations.add(new Violation(field, "must have 1 to " + max + " characters and not be blank"));
            }
            return text;
        }

        private static @Nullable String cut(@Nullable String text, int max) {
            return text == null ? null : PostgresText.truncate(PostgresText.sanitize(text), max);
        }
    }
}
