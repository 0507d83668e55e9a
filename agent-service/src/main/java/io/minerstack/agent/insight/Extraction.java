package io.minerstack.agent.insight;

import io.minerstack.agent.answer.Author;
import io.minerstack.agent.completion.ModelFailure;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.insight.ProposalCheck.Checked;
import io.minerstack.agent.prompt.Material;
import io.minerstack.agent.prompt.PromptDraft;
import io.minerstack.agent.prompt.PromptText;
import io.minerstack.agent.recall.Entry;
import io.minerstack.agent.recall.FeedbackBatch.Operation;
import io.minerstack.agent.recall.Recollection;
import io.minerstack.agent.turn.Job;
import io.minerstack.hop.call.DeadlineExceeded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks the model what a feedback teaches, and checks what it says; a failure is a result with a reason, never an error. */
@Component
class Extraction {

    private static final double TEMPERATURE = 0.3;
    private static final String ASK = "List what should be remembered from the feedback.";

    private final Author author;

    Extraction(Author author) {
        this.author = author;
    }

    Mono<Extracted> from(Job job) {
        String feedback = job.input().queries();
        if (FeedbackGate.hasNothingToLearn(feedback)) {
            return Mono.just(Extracted.nothing(Extracted.Source.GATE));
        }
        List<Entry> entries = numbered(job.recollection());
        return author.fitting(prompt(job.input(), job.recollection(), entries), TEMPERATURE, Proposals.SCHEMA, null)
                .map(reply -> read(feedback, entries, reply))
                .onErrorResume(
                        ModelFailure.class,
                        failure -> Mono.just(unasked(
                                feedback, "model_" + failure.reason().name().toLowerCase(Locale.ROOT))))
                .onErrorResume(DeadlineExceeded.class, late -> Mono.just(unasked(feedback, "deadline")));
    }

    /** No model had its say: what is said plainly is understood all the same. */
    private static Extracted unasked(String feedback, String failure) {
        List<Operation> plain = PlainStatements.read(feedback);
        return new Extracted(
                plain, List.of(), plain.isEmpty() ? Extracted.Source.FAILED : Extracted.Source.RULES, failure, null);
    }

    private static Extracted read(String feedback, List<Entry> entries, Author.Reply reply) {
        Proposals proposals = Proposals.read(reply.completion().text());
        Checked checked = proposals == null
                ? new Checked(List.of(), List.of())
                : ProposalCheck.check(feedback, entries, proposals);
        if (!checked.kept().isEmpty()) {
            return new Extracted(checked.kept(), checked.dropped(), Extracted.Source.MODEL, null, reply);
        }
        // a model that says of a wish that it is about this one answer has understood it; a small one that finds
        // nothing may not have
        List<Operation> plain =
                checked.dropped().stream().anyMatch(one -> ProposalCheck.THIS_ANSWER_ONLY.equals(one.dropped()))
                        ? List.of()
                        : PlainStatements.read(feedback);
        if (!plain.isEmpty()) {
            return new Extracted(plain, checked.dropped(), Extracted.Source.RULES, null, reply);
        }
        return proposals == null
                ? new Extracted(List.of(), List.of(), Extracted.Source.FAILED, "unreadable_reply", reply)
                : new Extracted(List.of(), checked.dropped(), Extracted.Source.MODEL, null, reply);
    }

    private static List<Entry> numbered(Recollection recollection) {
        return recollection.entries().stream()
                .sorted(Comparator.comparing(Entry::insightType).thenComparing(Entry::key))
                .toList();
    }

    /** The entries are there to be named as targets, not to be followed: they come as material, not as a playbook. */
    private static PromptDraft prompt(ComponentInput input, Recollection recollection, List<Entry> entries) {
        List<Material> material = new ArrayList<>();
        if (!entries.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                lines.append("E%d [%s] %s: %s%n".formatted(i + 1, entry.insightType(), entry.key(), entry.value()));
            }
            material.add(new Material("entries", lines.toString().strip()));
        }
        material.add(new Material("feedback", input.queries()));
        return new PromptDraft(
                List.of(PromptText.INSIGHTS),
                "",
                List.of(ASK),
                material,
                new Recollection(recollection.messages(), List.of(), null, recollection.state()));
    }
}
