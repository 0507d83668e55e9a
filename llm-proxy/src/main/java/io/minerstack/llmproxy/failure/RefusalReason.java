package io.minerstack.llmproxy.failure;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal is about, where the caller's request is not at fault or every model would refuse it. Servers use the
 * statuses 400, 403 and 413 for all of these, so codes and words decide.
 */
enum RefusalReason {
    /** The prompt breaks the content policy of the provider. */
    CONTENT_POLICY,
    /** Too many requests or tokens in a time. */
    RATE,
    /** The server has no room now. */
    BUSY,
    /** The account has no credit, or is blocked. */
    ACCOUNT,
    /** The key is wrong, or has no right to the model. */
    KEY,
    /** The server does not know the model. */
    MODEL;

    private static final Pattern POLICY_WORDS = Pattern.compile(
            "content[_ ]policy|content[_ ]filter|content management policy|responsibleaipolicy|safety system|flagged"
                    + "|requires moderation|moderation_blocked|prohibited[_ ]content|data_inspection_failed"
                    + "|inappropriate content|sensitive content");
    private static final Pattern RATE_WORDS = Pattern.compile("rate[_ -]?limit|tokens per min|requests per min"
            + "|too many requests|too many tokens for|throttl|\\(tpm\\)|\\(rpm\\)");
    private static final Pattern BUSY_WORDS = Pattern.compile(
            "overloaded|server is (?:too )?busy|at capacity" + "|no available (?:capacity|channels?|workers?)");
    private static final Pattern ACCOUNT_WORDS = Pattern.compile("insufficient[_ ](?:user_)?(quota|balance|credits?"
            + "|funds)|credits? balance|\\bcredits?\\b|\\bquota\\b|\\bbilling\\b|payment|arrear|overdue|unpaid"
            + "|balance is (?:insufficient|too low|not enough)|good standing|usage[_ ]limits?\\b"
            + "|account .{0,40}(deactivated|suspended|disabled|blocked)|spending limit|budget .{0,40}exceeded"
            // Chinese: balance not sufficient, in arrears, quota not sufficient
            + "|\u4f59\u989d\u4e0d\u8db3|\u6b20\u8d39|\u989d\u5ea6\u4e0d\u8db3");
    private static final Pattern KEY_WORDS = Pattern.compile("api[_ -]?key|apikey|access token|invalid[_ ]token"
            + "|invalid[_ ]key|authenticat|unauthori[sz]ed|credentials|permission[_ ](denied|error)"
            + "|location is not supported|unsupported_country|not (?:supported|available) in your (?:country|region)");
    private static final Pattern MODEL_WORDS = Pattern.compile("model[_ ]not[_ ]found|model[_ ]not[_ ]exist"
            + "|(invalid|unknown|unsupported|no such)[_ ]model\\b|not a valid model"
            + "|\\bmodel\\b.{0,120}?(does not exist|doesn't exist|not exist|not found|is not available|not loaded"
            + "|decommissioned|no longer (?:supported|available)|on-demand throughput)"
            + "|no models? (?:is |are )?loaded|\\bdeployment\\b.{0,80}?does not exist");
    private static final Set<String> EMPTY_ACCOUNT = Set.of(
            "insufficient_quota",
            "insufficient balance",
            "insufficient_balance",
            "insufficient credits",
            "credit balance",
            "billing_hard_limit_reached",
            "insufficient_user_quota",
            "usage_limit_reached",
            "exceeded_current_quota_error",
            "balance is insufficient",
            "out of credits",
            "\u4f59\u989d\u4e0d\u8db3",
            "\u6b20\u8d39");

    /** The reason of a refusal that the status alone does not tell, null where the request itself seems to be wrong. */
    static @Nullable RefusalReason of(ErrorWords words) {
        String text = words.lowerCase();
        if (POLICY_WORDS.matcher(text).find()) {
            return CONTENT_POLICY;
        }
        // the words of a rate limit often offer to pay for more
        if (RATE_WORDS.matcher(text).find() && !isEmptyAccount(words)) {
            return RATE;
        }
        if (BUSY_WORDS.matcher(text).find()) {
            return BUSY;
        }
        // a sentence about one field of the request may contain any word of the caller's
        String aboutUs = words.location().isBlank() ? text : words.codes().toLowerCase(Locale.ROOT);
        if (ACCOUNT_WORDS.matcher(aboutUs).find()) {
            return ACCOUNT;
        }
        if (KEY_WORDS.matcher(aboutUs).find()) {
            return KEY;
        }
        return isUnknownModel(words) ? MODEL : null;
    }

    /** Whether a 429 means that there is nothing to wait for. */
    static boolean isEmptyAccount(ErrorWords words) {
        String text = words.lowerCase();
        return EMPTY_ACCOUNT.stream().anyMatch(text::contains);
    }

    static boolean isUnknownModel(ErrorWords words) {
        return MODEL_WORDS.matcher(words.lowerCase()).find();
    }
}
