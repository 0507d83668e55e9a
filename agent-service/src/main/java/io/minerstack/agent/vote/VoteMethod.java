package io.minerstack.agent.vote;

import com.fasterxml.jackson.annotation.JsonValue;
import io.minerstack.servicesupport.text.LowerCaseLabel;

/** How clear the result of a vote is: {@code metadata.agreement.method}, and a metric label. */
public enum VoteMethod implements LowerCaseLabel {
    /** All candidates give the same answer. */
    UNANIMOUS,
    /** More than half of the candidates give the same answer. */
    MAJORITY,
    /** One answer is more frequent than every other, but at most half of the candidates give it. */
    PLURALITY,
    /** Two or more answers are equally frequent, and no answer is more frequent. */
    TIE,
    /** Only one candidate took part. */
    SINGLE;

    @JsonValue
    @Override
    public String label() {
        return LowerCaseLabel.super.label();
    }
}
