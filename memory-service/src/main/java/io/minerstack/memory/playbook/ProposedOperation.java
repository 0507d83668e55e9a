package io.minerstack.memory.playbook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it was sent, before any check, in the shape of the request. Two kinds of sender exist. An operation
 * without {@code extractedBy} was decided by its sender, who gives key, value and confidence in their final form. An
 * extracted one holds what a model, or the sender's rules for plain statements, read from the feedback; key, value,
 * tags and confidence are derived here.
 *
 * @param operation {@code insert}, {@code update} or {@code delete}
 * @param confidenceScore 0–1; ignored for an extracted operation
 * @param extraData ignored for an extracted operation
 * @param evidenceQuote the words of the feedback that the operation rests on
 * @param dropped the sender's reason code for not applying the operation; the log keeps it
 * @param extractedBy {@code model} or {@code rules}; null: decided by the sender
 * @param target the active entry that an extracted update or delete is about; its type and key replace the operation's
 *     own
 * @param keySource words that the key is made of where {@code key} is null; null: the value
 * @param certainty {@code explicit}, {@code implied} or {@code weak}: how plainly the user said it
 * @param scope {@code conversation}, or {@code this_answer} for a wish about the last answer only
 */
public record ProposedOperation(
        @Nullable String operation,
        @Nullable String insightType,
        @Nullable String key,
        @Nullable String value,
        @Nullable Double confidenceScore,
        @Nullable List<@Nullable String> tags,
        @Nullable Map<String, @Nullable Object> extraData,
        @Nullable String evidenceQuote,
        @Nullable String dropped,
        @Nullable String extractedBy,
        @Nullable Target target,
        @Nullable String keySource,
        @Nullable String certainty,
        @Nullable String scope) {

    /** The {@code extractedBy} of statements that the sender's rules read without a model. */
    public static final String BY_RULES = "rules";

    /** The {@code extractedBy} of what a model proposed. */
    public static final String BY_MODEL = "model";

    /** Whether the sender's rules read this operation as a plain statement. */
    public boolean extractedByRules() {
        return BY_RULES.equals(extractedBy);
    }

    /** This operation with the reason code of a rule that dropped it, for the log. */
    public ProposedOperation withDropped(String reason) {
        return new ProposedOperation(
                operation,
                insightType,
                key,
                value,
                confidenceScore,
                tags,
                extraData,
                evidenceQuote,
                reason,
                extractedBy,
                target,
                keySource,
                certainty,
                scope);
    }

    /** Type and key of an active entry. */
    public record Target(
            @Nullable String insightType, @Nullable String key) {}
}
