package io.minerstack.gateway.componentcall;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** How a component call ended, as its caller sees it. A mistake of the caller, such as 400 or 422, is none of these. */
public enum AnswerOutcome implements LowerCaseLabel {
    /** 200 with an answer of the contract's shape, in time. */
    GOOD,
    /** After the deadline or after 60 s, or the caller left after the time at which the answer should be there. */
    LATE,
    /** A status of 500 or more that is none of the others, or a response that broke off. */
    FAILED,
    /** A 200 whose body is no answer of the contract's shape. */
    MALFORMED,
    /** 429 or 503 by a limit: of rates, of a budget, or of the load. */
    REFUSED
}
