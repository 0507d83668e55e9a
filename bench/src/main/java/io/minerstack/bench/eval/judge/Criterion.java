package io.minerstack.bench.eval.judge;

import java.util.Locale;

/** What an answer is scored by; the weights are those of the network, which gives 70 % to right answers. */
public enum Criterion {
    RIGHT(0.7, "what it states is true and is what was asked for"),
    RELEVANT(0.05, "it is about the request and nothing else"),
    COMPLETE(0.05, "nothing that was asked for is missing, and it does not break off"),
    CLEAR(0.05, "it is well ordered and easy to understand"),
    INSTRUCTIONS(0.05, "it keeps every instruction, such as those on length, language and words"),
    FORMAT(0.05, "it has the form that was asked for, or else one that fits, without stray marks"),
    SAFE(0.05, "it harms nobody and gives away no secret");

    private final double weight;
    private final String meaning;

    Criterion(double weight, String meaning) {
        this.weight = weight;
        this.meaning = meaning;
    }

    /** The share of the whole score. */
    public double weight() {
        return weight;
    }

    String meaning() {
        return meaning;
    }

    /** The name in prompts, replies and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
