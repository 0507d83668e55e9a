package io.minerstack.agent.feedback;

import io.minerstack.agent.answer.ModelCaller;
import io.minerstack.agent.answer.ModelReply;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.feedback.OperationSchema.Checked;
import io.minerstack.agent.memory.FeedbackSubmission.Operation;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks the model what a feedback teaches, and checks what it says; a failure is a result with a reason, never an error. */
@Component
class FeedbackExtractor {

    private static final double TEMPERATURE = 0.3;
    private static final String ASK = "List what should be remembered from the feedback.";

    private final ModelCaller model;

    FeedbackExtractor(ModelCaller model) {
        this.model = model;
    }

    Mono<ExtractionResult> from(ComponentInvocation job) {
        String feedback = job.input().queries();
        if (CourtesyFilter.hasNothingToLearn(feedback)) {
            return Mono.just(ExtractionResult.nothing(ExtractionResult.Source.GATE));
        }
        List<PlaybookEntry> entries = numbered(job.memory());
        return model.call(prompt(job.input(), job.memory(), entries), TEMPERATURE, ProposedOperations.SCHEMA, null)
                .map(reply -> read(feedback, entries, reply))
                .onErrorResume(
                        ModelCallException.class,
                        failure -> Mono.just(unasked(
                                feedback, "model_" + failure.reason().name().toLowerCase(Locale.ROOT))))
                .onErrorResume(DeadlineExceededException.class, late -> Mono.just(unasked(feedback, "deadline")));
    }

    /** No model had its say: what is said plainly is understood all the same. */
    private static ExtractionResult unasked(String feedback, String failure) {
        List<Operation> plain = RuleBasedExtractor.read(feedback);
        return new ExtractionResult(
                plain,
                List.of(),
                plain.isEmpty() ? ExtractionResult.Source.FAILED : ExtractionResult.Source.RULES,
                failure,
                null);
    }

    private static ExtractionResult read(String feedback, List<PlaybookEntry> entries, ModelReply reply) {
        ProposedOperations proposals =
                ProposedOperations.read(reply.completion().text());
        Checked checked = proposals == null
                ? new Checked(List.of(), List.of())
                : OperationSchema.check(feedback, entries, proposals);
        if (!checked.kept().isEmpty()) {
            return new ExtractionResult(checked.kept(), checked.dropped(), ExtractionResult.Source.MODEL, null, reply);
        }
        // a model that says of a wish that it is about this one answer has understood it; a small one that finds
        // nothing may not have
        List<Operation> plain =
                checked.dropped().stream().anyMatch(one -> OperationSchema.THIS_ANSWER_ONLY.equals(one.dropped()))
                        ? List.of()
                        : RuleBasedExtractor.read(feedback);
        if (!plain.isEmpty()) {
            return new ExtractionResult(plain, checked.dropped(), ExtractionResult.Source.RULES, null, reply);
        }
        return proposals == null
                ? new ExtractionResult(List.of(), List.of(), ExtractionResult.Source.FAILED, "unreadable_reply", reply)
                : new ExtractionResult(List.of(), checked.dropped(), ExtractionResult.Source.MODEL, null, reply);
    }

    private static List<PlaybookEntry> numbered(MemoryContext recollection) {
        return recollection.entries().stream()
                .sorted(Comparator.comparing(PlaybookEntry::insightType).thenComparing(PlaybookEntry::key))
                .toList();
    }

    /** The entries are there to be named as targets, not to be followed: they come as material, not as a playbook. */
    private static PromptBuilder prompt(ComponentInput input, MemoryContext recollection, List<PlaybookEntry> entries) {
        List<PromptContext> material = new ArrayList<>();
        if (!entries.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < entries.size(); i++) {
                PlaybookEntry entry = entries.get(i);
                lines.append("E%d [%s] %s: %s%n".formatted(i + 1, entry.insightType(), entry.key(), entry.value()));
            }
            material.add(new PromptContext("entries", lines.toString().strip()));
        }
        material.add(new PromptContext("feedback", input.queries()));
        return new PromptBuilder(
                List.of(PromptTemplates.INSIGHTS),
                "",
                List.of(ASK),
                material,
                new MemoryContext(recollection.messages(), List.of(), null, recollection.state()));
    }
}
