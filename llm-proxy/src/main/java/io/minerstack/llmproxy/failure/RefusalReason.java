package io.minerstack.llmproxy.failure;

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
    private static final Pattern LOADING_WORDS = Pattern.compile("\\bloading (?:the )?model\\b"
            + "|\\bmodel\\b.{0,120}?\\b(?:is|are) (?:(?:currently|still) )?(?:being )?load(?:ing|ed)\\b"
            + "|\\bstill loading\\b|\\bwarming up\\b");
    private static final Pattern ACCOUNT_WORDS = Pattern.compile("insufficient[_ ](?:user_)?(quota|balance|credits?"
            + "|funds)|credits? balance|\\bcredits?\\b|\\bquota\\b|\\bbilling\\b|payment|arrear|overdue|unpaid"
            + "|balance is (?:insufficient|too low|not enough)|good standing|usage[_ ]limits?\\b"
            + "|(?:account|organi[sz]ation|project|workspace|team|user) .{0,40}"
            + "(?:deactivated|suspended|disabled|blocked|restricted|banned|archived)"
            + "|(?:organi[sz]ation|project|workspace)_(?:restricted|disabled|archived|suspended)"
            + "|terms[ _](?:of use |of service )?(?:acceptance|required|not accepted)|accept the (?:terms|licen[cs]e)"
            + "|spending limit|budget .{0,40}exceeded"
            // Chinese: balance not sufficient, in arrears, quota not sufficient
            + "|\u4f59\u989d\u4e0d\u8db3|\u6b20\u8d39|\u989d\u5ea6\u4e0d\u8db3");
    private static final Pattern KEY_WORDS = Pattern.compile("api[_ -]?key|apikey|access token|invalid[_ ]token"
            + "|invalid[_ ]key|authenticat|unauthori[sz]ed|credentials|permission[_ ](denied|error)"
            + "|location is not supported|unsupported_country|not (?:supported|available) in your (?:country|region)");
    private static final Pattern MODEL_WORDS = Pattern.compile("model[_ ]not[_ ]found|model[_ ]not[_ ]exist"
            + "|model[_ ]not[_ ]available|model identifier is invalid|no endpoints found for\\b"
            + "|not_found_error\\b.{0,80}?\\bmodel: "
            + "|(invalid|unknown|unsupported|no such)[_ ]model\\b|not a valid model"
            + "|\\bmodels?\\b.{0,120}?(does not exist|doesn't exist|not exist|not found|is not available|not loaded"
            + "|decommissioned|no longer (?:supported|available)|on-demand throughput)"
            + "|no models? (?:is |are )?loaded|\\bdeployment\\b.{0,80}?does not exist");
    /** OpenRouter: no server of the model takes a field of the request. */
    private static final Pattern FIELD_WORDS =
            Pattern.compile("no endpoints found that (?:support|can handle)|does not support (?:tool|function|image)");
    /** What servers answer to a path that they do not know. */
    private static final Pattern PATH_WORDS = Pattern.compile("^(?:\\W*(?:404|page|not[_ ]?found|route|path|resource"
            + "|error|invalid_request_error|the|requested|was)\\b)+\\W*$|invalid url|unknown request url|cannot post"
            + "|no (?:static resource|route|handler)|url .{0,80}not found|path .{0,80}(?:not found|not exist)"
            + "|(?:resource|route|endpoint) (?:not found|does not exist)|no context-path|unknown endpoint");

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

    /**
     * The reason of a refusal that the status alone does not tell, null where the request itself seems to be wrong. A
     * sentence about the request may repeat any words of the caller: only the server's own words tell a key or account.
     */
    static @Nullable RefusalReason of(ErrorWords words) {
        return of(words, words.ownWords());
    }

    /** The reason of a refusal whose status says that the key has no right: the words do not repeat the request. */
    static @Nullable RefusalReason ofForbidden(ErrorWords words) {
        return of(words, words.location().isBlank() ? words.lowerCase() : words.ownWords());
    }

    private static @Nullable RefusalReason of(ErrorWords words, String aboutUs) {
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

    /** Whether a 503 means that the server reads its model into memory. */
    static boolean isLoading(ErrorWords words) {
        return LOADING_WORDS.matcher(words.lowerCase()).find();
    }

    /** Whether a 404 is about a field of the request. */
    static boolean isAboutAField(ErrorWords words) {
        return FIELD_WORDS.matcher(words.lowerCase()).find();
    }

    /** Whether a 404 has no reason of its own, or one about the path. */
    static boolean isUnknownPath(ErrorWords words) {
        String text = words.lowerCase().strip();
        return text.isEmpty() || PATH_WORDS.matcher(text).find();
    }

    static boolean isUnknownModel(ErrorWords words) {
        return MODEL_WORDS.matcher(words.lowerCase()).find();
    }
}
