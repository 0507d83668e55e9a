package io.minerstack.llmproxy.failure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the output limit that an upstream would accept from the words of a refusal: "this model supports at most 4096
 * completion tokens", "you requested up to 4000 tokens, but can only afford 1203".
 */
public final class OutputLimit {

    /** The answer of a smaller limit is hardly more than a cut sentence. */
    static final int SMALLEST = 64;

    private static final String NUMBER = "(\\d{1,3}(?:,\\d{3}){1,3}|\\d{1,9})(?![\\d,]*\\d)";
    private static final String NAME = "\\bmax(?:imum)?[_ ](?:completion[_ ]|output[_ ]|new[_ ])?tokens\\b"
            + "|\\b(?:output|completion|generated) tokens\\b";

    /** Sentences that name the limit of the answer; those about the context depend on the prompt and are left out. */
    private static final Pattern ACCEPTED = Pattern.compile("\\bcan only afford " + NUMBER
            + "|(?:" + NAME + ")[^.;]{0,120}?(?:less than or equal to|at most|no more than|lower than|<=|≤)[ `'\"]{1,3}"
            + NUMBER
            + "|(?:" + NAME + ")[^.;]{0,40}?\\[ ?\\d{1,9} ?, ?" + NUMBER + " ?\\]"
            + "|(?:" + NAME + ")[^.;]{0,10}?\\d{1,9} ?> ?" + NUMBER
            + "|\\bat most " + NUMBER + " (?:output|completion|new) tokens\\b"
            + "|(?:" + NAME + ")[^.;]{0,60}?\\bmodel limit of " + NUMBER);

    private OutputLimit() {}

    /**
     * The number of output tokens that the upstream accepts.
     *
     * @param asked the limit of the request that was refused
     * @return null where the words tell no useful number below {@code asked}
     */
    public static @Nullable Integer accepted(ErrorWords words, int asked) {
        Integer said = said(words);
        return said == null || said >= asked ? null : said;
    }

    /** Whether the words tell how many tokens the upstream accepts. */
    static boolean isIn(ErrorWords words) {
        return said(words) != null;
    }

    private static @Nullable Integer said(ErrorWords words) {
        // some relays put the sentence into the field of the name
        String sentences = (words.message() + ' ' + words.location()).toLowerCase(Locale.ROOT);
        Matcher accepted = ACCEPTED.matcher(sentences);
        if (!accepted.find()) {
            return null;
        }
        for (int group = 1; group <= accepted.groupCount(); group++) {
            if (accepted.group(group) != null) {
                int limit = Integer.parseInt(accepted.group(group).replace(",", ""));
                return limit < SMALLEST ? null : limit;
            }
        }
        return null;
    }
}
