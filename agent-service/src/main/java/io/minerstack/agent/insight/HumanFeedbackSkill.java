package io.minerstack.agent.insight;

import io.minerstack.agent.answer.Author;
import io.minerstack.agent.contract.AgentComponent;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.recall.FeedbackBatch;
import io.minerstack.agent.recall.Learned;
import io.minerstack.agent.recall.Recall;
import io.minerstack.agent.text.CodePoints;
import io.minerstack.agent.turn.Draft;
import io.minerstack.agent.turn.Job;
import io.minerstack.agent.turn.Skill;
import io.minerstack.agent.turn.TurnId;
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
class HumanFeedbackSkill implements Skill {

    // what memory-service takes
    private static final int FEEDBACK_LIMIT = 600_000;
    private static final int RAW_REPLY_LIMIT = 100_000;
    private static final String MARK = "\n[... cut]";

    private final Extraction extraction;
    private final Recall recall;
    private final InsightMetrics metrics;
    private final FeedbackReply reply;

    HumanFeedbackSkill(Extraction extraction, Recall recall, InsightMetrics metrics, FeedbackReply reply) {
        this.extraction = extraction;
        this.recall = recall;
        this.metrics = metrics;
        this.reply = reply;
    }

    @Override
    public Set<AgentComponent> components() {
        return Set.of(AgentComponent.HUMAN_FEEDBACK);
    }

    /** Always: what is active decides what is an update and what is new. */
    @Override
    public boolean wantsPlaybook(ComponentInput input) {
        return true;
    }

    @Override
    public Mono<Draft> perform(Job job) {
        return extraction.from(job).doOnNext(metrics::extracted).flatMap(extracted -> recall.learn(
                        batch(job, extracted))
                .doOnNext(learned -> metrics.applied(learned.applied()))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(learned -> draft(extracted, learned.orElse(null))));
    }

    private static FeedbackBatch batch(Job job, Extracted extracted) {
        String feedback = writable(job.input().queries(), FEEDBACK_LIMIT);
        Author.Reply reply = extracted.reply();
        return new FeedbackBatch(
                job.input().cid(),
                TurnId.fresh(),
                feedback,
                reply == null ? null : reply.completion().model(),
                reply == null ? null : writable(reply.completion().text(), RAW_REPLY_LIMIT),
                job.recollection().playbookVersion(),
                extracted.failure(),
                Stream.concat(extracted.operations().stream(), extracted.dropped().stream())
                        .toList());
    }

    private Draft draft(Extracted extracted, @Nullable Learned learned) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("extracted_by", extracted.source().name().toLowerCase(Locale.ROOT));
        facts.put("learned", learned != null && !learned.effective().isEmpty());
        if (extracted.failure() != null) {
            facts.put("extraction_failure", extracted.failure());
        }
        Author.Reply asked = extracted.reply();
        return new Draft(
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
