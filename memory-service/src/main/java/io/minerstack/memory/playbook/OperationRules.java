package io.minerstack.memory.playbook;

import io.minerstack.memory.database.PostgresText;
import io.minerstack.memory.playbook.Checked.Refused;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operation must keep whatever the playbook holds. A bad one is dropped and logged; it spoils no other.
 *
 * <p>This is the guard: nothing enters a playbook past it, whoever sends it. agent-service's {@code Wording} drops more,
 * earlier, as a courtesy to the model's mistakes; nothing here may rely on that.
 */
@Component
class OperationRules {

    private static final int MAX_KEY = 200;
    private static final int MAX_VALUE = 2000;
    private static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 50;
    private static final int MAX_EXTRA_DATA = 10_000;

    // text that would speak with another voice once it stands in a prompt: role markers, and orders against the rest of
    // it
    private static final Pattern UNSAFE = Pattern.compile(
            "<\\|[^|>]*\\|>|</?(?:system|assistant|user|tool|playbook)\\b|\\[/?INST]|<</?SYS>>"
                    + "|\\b(?:ignore|disregard|forget|override)\\b.{0,30}\\b(?:previous|prior|above|earlier|system)\\b"
                    + ".{0,20}\\b(?:instructions?|prompts?|rules?|messages?)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY|\\b(?:sk|ghp|gho|xox[abp])[-_][A-Za-z0-9_-]{20,}|\\bAKIA[A-Z0-9]{16}\\b");

    private final JsonMapper json;

    OperationRules(JsonMapper json) {
        this.json = json;
    }

    Checked check(ProposedOperation proposed, String foldedFeedback) {
        if (proposed.dropped() != null) {
            return new Refused(Reason.DROPPED);
        }
        Optional<Kind> kind = Kind.find(proposed.operation());
        Optional<InsightType> type = InsightType.find(proposed.insightType());
        if (kind.isEmpty() || type.isEmpty()) {
            return new Refused(kind.isEmpty() ? Reason.UNKNOWN_OPERATION : Reason.UNKNOWN_TYPE);
        }
        String key = canonicalKey(proposed.key());
        if (!fits(key, MAX_KEY)) {
            return new Refused(Reason.BAD_KEY);
        }
        String quote = proposed.evidenceQuote();
        if (quote != null && !foldedFeedback.contains(FoldedText.of(quote))) {
            return new Refused(Reason.QUOTE_NOT_IN_FEEDBACK);
        }
        if (kind.get() == Kind.DELETE) {
            return new ValidOperation(Kind.DELETE, type.get(), key, "", 0, null, null);
        }
        return content(proposed, kind.get(), type.get(), key);
    }

    private Checked content(ProposedOperation proposed, Kind kind, InsightType type, String key) {
        String value = PostgresText.sanitize(String.valueOf(PostgresText.sanitizeNullable(proposed.value())))
                .strip();
        Double confidence = proposed.confidenceScore();
        if (proposed.value() == null || !fits(value, MAX_VALUE)) {
            return new Refused(Reason.BAD_VALUE);
        }
        if (UNSAFE.matcher(value).find() || SECRET.matcher(value).find()) {
            return new Refused(Reason.UNSAFE_VALUE);
        }
        if (confidence == null || !(confidence >= 0 && confidence <= 1)) {
            return new Refused(Reason.BAD_CONFIDENCE);
        }
        if (!tagsFit(proposed.tags())) {
            return new Refused(Reason.BAD_TAGS);
        }
        @SuppressWarnings("unchecked")
        Map<String, ?> extraData = (Map<String, ?>) PostgresText.sanitizeJson(proposed.extraData());
        if (extraData != null && json.writeValueAsString(extraData).length() > MAX_EXTRA_DATA) {
            return new Refused(Reason.BAD_EXTRA_DATA);
        }
        return new ValidOperation(kind, type, key, value, confidence, tags(proposed.tags()), extraData);
    }

    /** One spelling per key, so that {@code "Response Style"} and {@code "response_style"} can't both be active. */
    static String canonicalKey(@Nullable String key) {
        return key == null
                ? ""
                : Normalizer.normalize(PostgresText.sanitize(key), Normalizer.Form.NFKC)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\s\\p{Z}]+", "_");
    }

    private static boolean fits(String text, int max) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= max
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
    }

    private static boolean tagsFit(@Nullable List<@Nullable String> tags) {
        return tags == null
                || (tags.size() <= MAX_TAGS && tags.stream().allMatch(tag -> tag != null && fits(tag, MAX_TAG)));
    }

    private static @Nullable List<String> tags(@Nullable List<@Nullable String> tags) {
        return tags == null
                ? null
                : tags.stream()
                        .map(tag -> PostgresText.sanitize(String.valueOf(tag)).strip())
                        .distinct()
                        .toList();
    }
}
