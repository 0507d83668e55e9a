package io.minerstack.bench.eval.expectation;

import java.util.List;

/**
 * One of the accepted phrases is stated. A rejected phrase may follow ("built in 1819, repaired in 1829"), but it may
 * not come first, and the two may not be left open ("red or blue").
 *
 * @param accept at least one
 */
record StatedAnswer(List<String> accept, List<String> reject) implements Expectation {

    private static final List<String> ALTERNATIVES = List.of(" or ", " or a ", " or the ", " or in ", " or on ");

    StatedAnswer {
        accept = List.copyOf(accept);
        reject = List.copyOf(reject);
    }

    @Override
    public boolean isMetBy(AnswerContent answer) {
        FoldedText text = FoldedText.of(answer.response());
        return accept.stream().filter(text::states).anyMatch(accepted -> reject.stream()
                .allMatch(rejected -> isLaterOrAbsent(text, accepted, rejected)));
    }

    private static boolean isLaterOrAbsent(FoldedText text, String accepted, String rejected) {
        int at = text.indexOf(rejected);
        boolean leftOpen = ALTERNATIVES.stream().anyMatch(or -> text.contains(accepted + or + rejected));
        return at < 0 || !text.states(rejected) || (text.indexOf(accepted) < at && !leftOpen);
    }
}
