package io.minerstack.agent.junk;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** Why an answer is junk: {@code metadata.junk}, and a metric label. */
public enum JunkReason implements LowerCaseLabel {
    /** The answer says the same again and again. */
    REPETITION,
    /** The answer is the request or our own instructions. */
    ECHO,
    /** The answer offers help and gives none, such as "I'm ready to assist you". */
    NON_ANSWER,
    /** A review that only praises, such as "Great job!". */
    EMPTY_PRAISE,
    /** The answer has another language than the request. */
    WRONG_LANGUAGE,
    /** The output limit cut the answer within a sentence. */
    CUT_OFF
}
