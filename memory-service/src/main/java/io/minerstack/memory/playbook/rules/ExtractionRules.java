package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.ProposedOperation;
import io.minerstack.memory.playbook.ProposedOperation.Target;
import io.minerstack.servicesupport.text.CodePoints;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the extracted operations of one feedback, which are given in their order. An operation must rest on the
 * user's own words. Each method returns the operation in its decided form, or as it was with {@code dropped} set to the
 * code of the rule that it breaks.
 */
final class ExtractionRules {

    private static final int MAX_DELETES = 3;
    private static final int MIN_VALUE = 3;
    private static final int MAX_VALUE = 500;

    private static final int MAX_QUOTE = 10_000;
    private static final int MAX_KEY_SOURCE = 1_000;

    private final FeedbackText feedback;
    private final boolean repaired;
    private final Set<Target> targets = new HashSet<>();
    private int deletes;

    /**
     * The rules for one feedback.
     *
     * @param repaired whether the model's reply was broken or cut off
     */
    ExtractionRules(FeedbackText feedback, boolean repaired) {
        this.feedback = feedback;
        this.repaired = repaired;
    }

    /** Checks what a model proposed. */
    ProposedOperation checkProposal(ProposedOperation proposed) {
        String quote = Objects.requireNonNullElse(proposed.evidenceQuote(), "").strip();
        if (quote.length() > MAX_QUOTE || TextFolding.words(quote).isEmpty() || !feedback.contains(quote)) {
            return drop(proposed, DropReason.NO_EVIDENCE);
        }
        if ("this_answer".equals(proposed.scope())) {
            return drop(proposed, DropReason.THIS_ANSWER_ONLY);
        }
        return switch (lower(proposed.operation())) {
            case "insert" -> put("insert", null, proposed, quote);
            case "update" -> put(proposed.target() == null ? "insert" : "update", proposed.target(), proposed, quote);
            case "delete" -> delete(proposed, quote);
            default -> drop(proposed, DropReason.OPERATION);
        };
    }

    /** Checks a plain statement that the sender's rules read: its value is the user's own sentence. */
    ProposedOperation checkStatement(ProposedOperation proposed) {
        String value = Objects.requireNonNullElse(proposed.value(), "").strip();
        String type = lower(proposed.insightType());
        String quote = Objects.requireNonNullElse(proposed.evidenceQuote(), value);
        DropReason fault = faultOf(value, quote);
        if (fault != null) {
            return drop(proposed, fault);
        }
        String key = proposed.key() != null
                ? proposed.key()
                : OperationSanitizer.keyFrom(OperationSanitizer.limited(
                        Objects.requireNonNullElse(proposed.keySource(), value), MAX_KEY_SOURCE));
        if (!targets.add(new Target(type, key))) {
            return drop(proposed, DropReason.SAME_TARGET_TWICE);
        }
        return decided("insert", type, key, value, proposed, Map.of("extracted_by", ProposedOperation.BY_RULES));
    }

    private ProposedOperation put(String operation, @Nullable Target target, ProposedOperation proposed, String quote) {
        String type = lower(target == null ? proposed.insightType() : target.insightType());
        if (InsightType.find(type).isEmpty()) {
            return drop(proposed, DropReason.INSIGHT_TYPE);
        }
        // a value without any word of the quote was invented by the model: the quote itself takes its place
        String proposedValue = Objects.requireNonNullElse(proposed.value(), "").strip();
        boolean invented = proposedValue.isEmpty()
                || (proposedValue.length() <= 2 * MAX_VALUE && !OperationSanitizer.sharesWords(proposedValue, quote));
        String value = invented ? quote : proposedValue;
        DropReason fault = faultOf(value, quote);
        if (fault != null) {
            return drop(proposed, fault);
        }
        String key = target != null && target.key() != null
                ? target.key()
                : OperationSanitizer.extractedKey(invented ? null : proposed.key(), value);
        if (!targets.add(new Target(type, key))) {
            return drop(proposed, DropReason.SAME_TARGET_TWICE);
        }
        return decided(
                operation,
                type,
                key,
                value,
                proposed,
                Map.of("extracted_by", ProposedOperation.BY_MODEL, "value_from", invented ? "quote" : "model"));
    }

    private ProposedOperation delete(ProposedOperation proposed, String quote) {
        Target target = proposed.target();
        if (target == null || target.key() == null) {
            return drop(proposed, DropReason.UNKNOWN_TARGET);
        }
        if (repaired) {
            return drop(proposed, DropReason.DELETE_IN_REPAIRED_REPLY);
        }
        if (!feedback.takesBack(quote, Certainty.of(proposed.certainty()))) {
            return drop(proposed, DropReason.NO_RETRACTION);
        }
        if (++deletes > MAX_DELETES) {
            return drop(proposed, DropReason.TOO_MANY_DELETES);
        }
        String type = lower(target.insightType());
        if (!targets.add(new Target(type, target.key()))) {
            return drop(proposed, DropReason.SAME_TARGET_TWICE);
        }
        return decided("delete", type, target.key(), null, proposed, null);
    }

    private @Nullable DropReason faultOf(String value, String quote) {
        int length = CodePoints.length(value);
        if (length < MIN_VALUE || length > MAX_VALUE) {
            return DropReason.VALUE_LENGTH;
        }
        if (UnsafeText.hasInstruction(value)) {
            return DropReason.VALUE_INSTRUCTION;
        }
        return UnsafeText.hasSecret(value) ? DropReason.VALUE_SECRET : feedback.refusal(quote, value);
    }

    private static ProposedOperation drop(ProposedOperation proposed, DropReason reason) {
        return proposed.withDropped(reason.label());
    }

    private static ProposedOperation decided(
            String operation,
            String type,
            String key,
            @Nullable String value,
            ProposedOperation proposed,
            @Nullable Map<String, @Nullable Object> extraData) {
        List<@Nullable String> tags = OperationSanitizer.extractedTags(proposed.tags());
        double confidence = Certainty.of(proposed.certainty()).confidence();
        String quote = proposed.evidenceQuote();
        return new ProposedOperation(
                operation,
                type,
                key,
                value,
                confidence,
                tags,
                extraData,
                quote == null ? null : quote.strip(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }
}
