package io.minerstack.agent.feedback;

import io.minerstack.agent.answer.ModelReply;
import io.minerstack.agent.component.ComponentHandler;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.component.TurnId;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.memory.FeedbackResult;
import io.minerstack.agent.memory.FeedbackSubmission;
import io.minerstack.agent.memory.MemoryClient;
import io.minerstack.agent.text.CodePoints;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes a person's feedback, learns from it what can be learned, and says what that was. */
@Component
class HumanFeedbackHandler implements ComponentHandler {

    // what memory-service takes
    private static final int FEEDBACK_LIMIT = 600_000;
    private static final int RAW_REPLY_LIMIT = 100_000;
    private static final String MARK = "\n[... cut]";

    private final FeedbackExtractor extraction;
    private final MemoryClient recall;
    private final FeedbackMetrics metrics;
    private final FeedbackReplyFormatter reply;

    HumanFeedbackHandler(
            FeedbackExtractor extraction, MemoryClient recall, FeedbackMetrics metrics, FeedbackReplyFormatter reply) {
        this.extraction = extraction;
        this.recall = recall;
        this.metrics = metrics;
        this.reply = reply;
    }

    @Override
    public Set<ComponentName> components() {
        return Set.of(ComponentName.HUMAN_FEEDBACK);
    }

    /** Always: what is active decides what is an update and what is new. */
    @Override
    public boolean needsPlaybook(ComponentInput input) {
        return true;
    }

    @Override
    public Mono<ComponentResult> handle(ComponentInvocation job) {
        return extraction.from(job).doOnNext(metrics::extracted).flatMap(extracted -> recall.submitFeedback(
                        batch(job, extracted))
                .doOnNext(learned -> metrics.applied(learned.applied()))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(learned -> draft(extracted, learned.orElse(null))));
    }

    private static FeedbackSubmission batch(ComponentInvocation job, ExtractionResult extracted) {
        String feedback = writable(job.input().queries(), FEEDBACK_LIMIT);
        ModelReply reply = extracted.reply();
        return new FeedbackSubmission(
                job.input().cid(),
                TurnId.random(),
                feedback,
                reply == null ? null : reply.completion().model(),
                reply == null ? null : writable(reply.completion().text(), RAW_REPLY_LIMIT),
                job.memory().playbookVersion(),
                extracted.failure(),
                Stream.concat(extracted.operations().stream(), extracted.dropped().stream())
                        .toList());
    }

    private ComponentResult draft(ExtractionResult extracted, @Nullable FeedbackResult learned) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("extracted_by", extracted.source().name().toLowerCase(Locale.ROOT));
        facts.put("learned", learned != null && !learned.effective().isEmpty());
        if (extracted.failure() != null) {
            facts.put("extraction_failure", extracted.failure());
        }
        ModelReply asked = extracted.reply();
        return new ComponentResult(
                reply.text(extracted, learned),
                reply.notebook(learned),
                asked == null ? null : asked.completion(),
                asked == null ? null : asked.prompt(),
                facts);
    }

    private static String writable(String text, int limit) {
        return CodePoints.cut(CodePoints.writable(text), limit, MARK);
    }
}
