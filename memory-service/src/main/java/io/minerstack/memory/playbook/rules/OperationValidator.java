package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.database.PostgresText;
import io.minerstack.memory.playbook.Feedback;
import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.OperationType;
import io.minerstack.memory.playbook.ProposedOperation;
import io.minerstack.memory.playbook.ReasonCode;
import io.minerstack.memory.playbook.ValidOperation;
import io.minerstack.memory.playbook.rules.ValidatedOperations.ValidatedOperation;
import io.minerstack.memory.playbook.rules.ValidationResult.Accepted;
import io.minerstack.memory.playbook.rules.ValidationResult.Refused;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides which operations of a feedback may change the playbook, whatever the playbook holds. Nothing enters a
 * playbook without passing these rules. A refused operation is logged and does not affect the others.
 */
@Component
public class OperationValidator {

    private static final int MAX_KEY = 200;
    private static final int MAX_VALUE = 2000;
    private static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 50;
    private static final int MAX_EXTRA_DATA = 10_000;
    private static final int MAX_STATEMENTS = 5;

    private final JsonMapper json;

    public OperationValidator(JsonMapper json) {
        this.json = json;
    }

    /**
     * Checks the operations of a feedback in their order. Plain statements ({@code extracted_by: rules}) are for
     * replies of the model that gave nothing: at most five are taken, only where every other operation was dropped, and
     * none where the model found a wish about the last answer only. Statements that are not taken are not logged.
     */
    public ValidatedOperations validate(Feedback feedback) {
        FeedbackText text = new FeedbackText(feedback.text());
        ExtractionRules extraction = new ExtractionRules(text, feedback.repaired());
        List<ValidatedOperation> checked = new ArrayList<>();
        boolean extracted = false;
        boolean useStatements = true;
        for (ProposedOperation proposed : feedback.operations()) {
            if (!proposed.extractedByRules()) {
                ValidatedOperation one = validate(proposed, text, extraction);
                checked.add(one);
                extracted |= proposed.extractedBy() != null && !one.isDropped();
                useStatements &= one.isDropped()
                        && !DropReason.THIS_ANSWER_ONLY
                                .label()
                                .equals(one.proposed().dropped());
            }
        }
        List<ValidatedOperation> statements = useStatements ? statements(feedback, text, extraction) : List.of();
        checked.addAll(statements);
        if (!statements.isEmpty()) {
            return new ValidatedOperations(checked, ProposedOperation.BY_RULES, text.retraction(), text.kept());
        }
        return new ValidatedOperations(
                checked, extracted ? ProposedOperation.BY_MODEL : null, text.retraction(), text.kept());
    }

    private List<ValidatedOperation> statements(Feedback feedback, FeedbackText text, ExtractionRules extraction) {
        return feedback.operations().stream()
                .filter(ProposedOperation::extractedByRules)
                .map(proposed -> validate(proposed, text, extraction))
                .filter(one -> !one.isDropped())
                .limit(MAX_STATEMENTS)
                .toList();
    }

    private ValidatedOperation validate(ProposedOperation proposed, FeedbackText text, ExtractionRules extraction) {
        if (proposed.extractedBy() == null || proposed.dropped() != null) {
            return new ValidatedOperation(proposed, check(proposed, text));
        }
        ProposedOperation decided =
                proposed.extractedByRules() ? extraction.checkStatement(proposed) : extraction.checkProposal(proposed);
        return new ValidatedOperation(decided.dropped() == null ? proposed : decided, check(decided, text));
    }

    /** Checks an operation in its decided form. */
    ValidationResult check(ProposedOperation proposed, FeedbackText feedback) {
        if (proposed.dropped() != null) {
            return new Refused(ReasonCode.DROPPED);
        }
        Optional<OperationType> operation = OperationType.find(proposed.operation());
        Optional<InsightType> type = InsightType.find(proposed.insightType());
        if (operation.isEmpty() || type.isEmpty()) {
            return new Refused(operation.isEmpty() ? ReasonCode.UNKNOWN_OPERATION : ReasonCode.UNKNOWN_TYPE);
        }
        String key = OperationSanitizer.canonicalKey(proposed.key());
        if (!fits(key, MAX_KEY)) {
            return new Refused(ReasonCode.BAD_KEY);
        }
        String quote = proposed.evidenceQuote();
        if (quote != null && !feedback.containsWithoutFullStop(quote)) {
            return new Refused(ReasonCode.QUOTE_NOT_IN_FEEDBACK);
        }
        if (operation.get() == OperationType.DELETE) {
            return new Accepted(new ValidOperation(OperationType.DELETE, type.get(), key, "", 0, null, null));
        }
        return checkContent(proposed, operation.get(), type.get(), key);
    }

    private ValidationResult checkContent(
            ProposedOperation proposed, OperationType operation, InsightType type, String key) {
        String value = proposed.value() == null
                ? ""
                : PostgresText.sanitize(proposed.value()).strip();
        Double confidence = proposed.confidenceScore();
        if (!fits(value, MAX_VALUE)) {
            return new Refused(ReasonCode.BAD_VALUE);
        }
        if (UnsafeText.hasInstruction(value) || UnsafeText.hasSecret(value)) {
            return new Refused(ReasonCode.UNSAFE_VALUE);
        }
        if (confidence == null || !(confidence >= 0 && confidence <= 1)) {
            return new Refused(ReasonCode.BAD_CONFIDENCE);
        }
        if (!tagsFit(proposed.tags())) {
            return new Refused(ReasonCode.BAD_TAGS);
        }
        @SuppressWarnings("unchecked")
        Map<String, ?> extraData = (Map<String, ?>) PostgresText.sanitizeJson(proposed.extraData());
        if (extraData != null && json.writeValueAsString(extraData).length() > MAX_EXTRA_DATA) {
            return new Refused(ReasonCode.BAD_EXTRA_DATA);
        }
        List<String> tags = OperationSanitizer.tags(proposed.tags());
        return new Accepted(new ValidOperation(operation, type, key, value, confidence, tags, extraData));
    }

    private static boolean fits(String text, int max) {
        return !text.isBlank()
                && !CodePoints.exceed(text, max)
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
    }

    private static boolean tagsFit(@Nullable List<@Nullable String> tags) {
        return tags == null
                || (tags.size() <= MAX_TAGS && tags.stream().allMatch(tag -> tag != null && fits(tag, MAX_TAG)));
    }
}
