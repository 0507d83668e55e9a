package io.minerstack.agent.feedback;

import io.minerstack.agent.memory.FeedbackSubmission.Operation;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.text.WordSplitter;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the proposals that rest on the person's own words and drops the rest, each with a reason. Confidence is computed
 * from how plainly something was said; what a model thinks of itself is not asked.
 */
final class OperationSchema {

    static final String THIS_ANSWER_ONLY = "this_answer_only";
    static final List<String> TYPES =
            List.of("preference", "instruction", "fact", "correction", "context", "constraint");

    private static final Map<String, Double> CONFIDENCE = Map.of("explicit", 0.9, "implied", 0.6, "weak", 0.3);
    private static final int MOST_DELETES = 3;
    private static final int MOST_TAGS = 5;
    private static final Pattern RETRACTION = Pattern.compile(
            "\\b(?:forget|remove|delete|drop|undo|cancel|stop|no longer|not any ?more|any ?more|never mind|nevermind"
                    + "|take (?:that|it) back|ignore|instead|wrong|changed my mind)\\b");

    private final String feedback;
    private final List<PlaybookEntry> entries;
    private final boolean repaired;
    private final Set<String> touched = new HashSet<>();
    private final List<Operation> kept = new ArrayList<>();
    private final List<Operation> dropped = new ArrayList<>();
    private int deletes;

    private OperationSchema(String feedback, List<PlaybookEntry> entries, boolean repaired) {
        this.feedback = TextFolding.fold(feedback);
        this.entries = entries;
        this.repaired = repaired;
    }

    /**
     * Checks proposals.
     *
     * @param entries the active ones in the order in which the model saw them as E1, E2, …
     */
    static Checked check(String feedback, List<PlaybookEntry> entries, ProposedOperations proposals) {
        OperationSchema check = new OperationSchema(feedback, entries, proposals.repaired());
        proposals.list().forEach(check::look);
        return new Checked(check.kept, check.dropped);
    }

    private void look(ProposedOperation proposal) {
        String reason = keep(proposal);
        if (reason != null) {
            dropped.add(new Operation(
                    proposal.operation(),
                    proposal.insightType(),
                    proposal.key(),
                    proposal.value(),
                    null,
                    tags(proposal),
                    null,
                    proposal.evidenceQuote(),
                    reason));
        }
    }

    /** Null where the proposal was kept. */
    private @Nullable String keep(ProposedOperation proposal) {
        String quote = Objects.requireNonNullElse(proposal.evidenceQuote(), "").strip();
        if (WordSplitter.words(quote).isEmpty() || !feedback.contains(TextFolding.fold(quote))) {
            return "no_evidence";
        }
        if ("this_answer".equals(proposal.scope())) {
            return THIS_ANSWER_ONLY;
        }
        String operation = lower(proposal.operation());
        PlaybookEntry target = target(proposal);
        return switch (operation) {
            case "insert" -> put("insert", null, proposal, quote);
            case "update" -> put(target == null ? "insert" : "update", target, proposal, quote);
            case "delete" -> delete(target, quote, lower(proposal.certainty()).equals("explicit"));
            default -> "operation";
        };
    }

    private @Nullable String put(
            String operation, @Nullable PlaybookEntry target, ProposedOperation proposal, String quote) {
        String type = target == null ? lower(proposal.insightType()) : target.insightType();
        if (!TYPES.contains(type)) {
            return "insight_type";
        }
        String value = Objects.requireNonNullElse(proposal.value(), "").strip();
        // a value that has nothing of the quote in it is the model's, not the person's: then the quote itself is kept
        boolean own = !value.isEmpty() && Wording.sharesWords(value, quote);
        String text = own ? value : quote;
        String fault = Wording.faultOf(text);
        if (!fault.isEmpty()) {
            return fault;
        }
        String key = target != null
                ? target.key()
                : own ? Wording.key(Objects.requireNonNullElse(proposal.key(), ""), text) : Wording.keyOf(text);
        if (!touched.add(type + "/" + key)) {
            return "same_target_twice";
        }
        kept.add(new Operation(
                operation,
                type,
                key,
                text,
                CONFIDENCE.getOrDefault(lower(proposal.certainty()), 0.3),
                tags(proposal),
                Map.of("extracted_by", "model", "value_from", own ? "model" : "quote"),
                quote,
                null));
        return null;
    }

    private @Nullable String delete(@Nullable PlaybookEntry target, String quote, boolean explicit) {
        if (target == null) {
            return "unknown_target";
        }
        if (repaired) {
            return "delete_in_repaired_reply";
        }
        if (!takesBack(quote, explicit)) {
            return "no_retraction";
        }
        if (++deletes > MOST_DELETES) {
            return "too_many_deletes";
        }
        if (!touched.add(target.insightType() + "/" + target.key())) {
            return "same_target_twice";
        }
        kept.add(new Operation(
                "delete", target.insightType(), target.key(), target.value(), 0.9, null, null, quote, null));
        return null;
    }

    /**
     * In English by a word for it, because small models invent deletions. In other languages we know no such words: there
     * the model's judgement stands where it is sure.
     */
    private boolean takesBack(String quote, boolean explicit) {
        return RETRACTION.matcher(TextFolding.fold(quote)).find()
                || (explicit && !EnglishDetector.shows(quote) && !EnglishDetector.is(feedback));
    }

    /** By its number, else by its key: models mix the two up. */
    private @Nullable PlaybookEntry target(ProposedOperation proposal) {
        String named = Objects.requireNonNullElse(proposal.target(), "").strip();
        if (named.matches("[eE]\\d{1,3}")) {
            int index = Integer.parseInt(named.substring(1)) - 1;
            return index >= 0 && index < entries.size() ? entries.get(index) : null;
        }
        return entries.stream()
                .filter(entry -> entry.key().equals(proposal.key())
                        && entry.insightType().equals(lower(proposal.insightType())))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable List<String> tags(ProposedOperation proposal) {
        if (proposal.tags() == null) {
            return null;
        }
        List<String> tags = proposal.tags().stream()
                .filter(Objects::nonNull)
                .map(tag -> TextFolding.fold(tag).replaceAll("[^\\p{L}\\p{N} _-]", ""))
                .filter(tag -> !tag.isBlank() && tag.length() <= 30)
                .distinct()
                .limit(MOST_TAGS)
                .toList();
        return tags.isEmpty() ? null : tags;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * What became of the proposals.
     *
     * @param dropped those that were not kept, as the model gave them, each with its reason code
     */
    record Checked(List<Operation> kept, List<Operation> dropped) {}
}
