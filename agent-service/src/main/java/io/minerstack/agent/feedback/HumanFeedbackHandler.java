package io.minerstack.agent.feedback;

import io.minerstack.agent.answer.ModelReply;
import io.minerstack.agent.coalescing.RunCommitment;
import io.minerstack.agent.component.ComponentHandler;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.component.TurnId;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.memory.FeedbackResult;
import io.minerstack.agent.memory.FeedbackSubmission;
import io.minerstack.agent.memory.MemoryClient;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads operations from a person's feedback, sends them to memory-service, and tells the person what was learned. */
@Component
class HumanFeedbackHandler implements ComponentHandler {

    // memory-service's limits, in characters
    private static final int MAX_FEEDBACK = 600_000;
    private static final int MAX_RAW_REPLY = 100_000;
    private static final String CUT_MARK = "\n[... cut]";

    private final FeedbackExtractor extractor;
    private final MemoryClient memory;
    private final FeedbackMetrics metrics;
    private final FeedbackReplyFormatter formatter;

    HumanFeedbackHandler(
            FeedbackExtractor extractor,
            MemoryClient memory,
            FeedbackMetrics metrics,
            FeedbackReplyFormatter formatter) {
        this.extractor = extractor;
        this.memory = memory;
        this.metrics = metrics;
        this.formatter = formatter;
    }

    @Override
    public Set<ComponentName> components() {
        return Set.of(ComponentName.HUMAN_FEEDBACK);
    }

    /** Always true: the active entries decide whether an operation is an update or an insert. */
    @Override
    public boolean needsPlaybook(ComponentInput input) {
        return true;
    }

    @Override
    public Mono<ComponentResult> handle(ComponentInvocation invocation) {
        return extractor
                .extract(invocation)
                .flatMap(extraction -> RunCommitment.before(() -> submitted(invocation, extraction)));
    }

    private Mono<ComponentResult> submitted(ComponentInvocation invocation, ExtractionResult extraction) {
        return memory.submitFeedback(submission(invocation, extraction))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(result -> answer(invocation, extraction, result.orElse(null)));
    }

    private static FeedbackSubmission submission(ComponentInvocation invocation, ExtractionResult extraction) {
        ModelReply reply = extraction.reply();
        return new FeedbackSubmission(
                invocation.input().cid(),
                TurnId.random(),
                writable(invocation.input().queries(), MAX_FEEDBACK),
                reply == null ? null : reply.completion().model(),
                reply == null ? null : writable(reply.completion().text(), MAX_RAW_REPLY),
                invocation.memory().playbookVersion(),
                extraction.reportedFailure(),
                extraction.repaired(),
                extraction.operations());
    }

    private ComponentResult answer(
            ComponentInvocation invocation, ExtractionResult assumed, @Nullable FeedbackResult learned) {
        ExtractionResult extraction = learned == null ? assumed : assumed.confirmedBy(learned);
        metrics.countExtraction(extraction.source());
        if (learned != null) {
            metrics.countOperations(learned.applied());
        }
        ModelReply reply = extraction.reply();
        return new ComponentResult(
                formatter.text(extraction.source(), learned),
                formatter.notebook(
                        invocation.input().queries(),
                        learned,
                        invocation.memory().entries().size()),
                reply == null ? null : reply.completion(),
                reply == null ? null : reply.prompt(),
                facts(extraction, learned));
    }

    private static Map<String, Object> facts(ExtractionResult extraction, @Nullable FeedbackResult learned) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("extracted_by", extraction.source().label());
        facts.put("learned", learned != null && !learned.effective().isEmpty());
        String failure = extraction.reportedFailure();
        if (failure != null) {
            facts.put("extraction_failure", failure);
        }
        return facts;
    }

    private static String writable(String text, int limit) {
        return CodePoints.cut(CodePoints.writable(text), limit, CUT_MARK);
    }
}
